SET client_min_messages = error;
SELECT CASE WHEN pg_is_in_recovery() THEN pg_promote(false) END \g /dev/null
DO $$
BEGIN
  FOR look IN 1..1000 LOOP
    EXIT WHEN NOT pg_is_in_recovery();
    PERFORM pg_sleep(0.005);
  END LOOP;
  IF pg_is_in_recovery() THEN
    RAISE EXCEPTION 'still in recovery 5 s after the promotion was asked for';
  END IF;
END $$;
SELECT json_build_object('in_recovery', pg_is_in_recovery(), 'lsn', pg_current_wal_lsn());
