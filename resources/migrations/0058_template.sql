-- Words that staff answers with again and again (app/domain/AnswerTemplate.h), and a few to begin with.
CREATE TABLE answer_template (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    updated TEXT NOT NULL,
    author TEXT NOT NULL
);

INSERT INTO answer_template (name, title, text, updated, author) VALUES
('received', 'We have received it',
'Dear {{contact}},

thank you for your message. It is case {{case}} here, and we are looking into it.

Please keep the subject of this mail when you answer, so that it finds its way to us.

Kind regards
{{engineer}}
', strftime('%Y-%m-%dT%H:%M:%f000Z', 'now'), 'service'),
('need-more', 'We need more from you',
'Dear {{contact}},

to go on with case {{case}} ("{{subject}}") we need to know a little more:

- What did you do, and what did you expect to happen?
- What happened instead, and since when? Please send the whole text of any error.
- Does it happen to everybody and every time?

Until we hear from you the case waits. You can also send us files with your answer.

Kind regards
{{engineer}}
', strftime('%Y-%m-%dT%H:%M:%f000Z', 'now'), 'service'),
('solved', 'It is solved',
'Dear {{contact}},

what you told us in case {{case}} ("{{subject}}") is solved. Please look whether everything works for you again.

If it doesn''t, just answer this mail: the case is then open again.

Kind regards
{{engineer}}
', strftime('%Y-%m-%dT%H:%M:%f000Z', 'now'), 'service'),
('planned-work', 'Planned work',
'Dear {{contact}},

we are going to work on {{application}}:

- When:
- What we do:
- What you will notice:

If that time doesn''t suit you, please answer this mail, and we will find another.

Kind regards
{{engineer}}
', strftime('%Y-%m-%dT%H:%M:%f000Z', 'now'), 'service');
