-- Every run has a thousand fencing tokens of its own, so that whatever it drives sees one order of them.
UPDATE run SET token = token * 1000;
UPDATE engine_setting SET value = value * 1000 WHERE name = 'token';
