SELECT CASE WHEN pg_is_in_recovery() THEN
  (SELECT json_build_object(
     'in_recovery', true,
     'streaming', coalesce(r.status = 'streaming', false),
     'lsn', pg_last_wal_receive_lsn(),
     'replay_lsn', pg_last_wal_replay_lsn(),
     'replay_position', pg_last_wal_replay_lsn() - '0/0'::pg_lsn,
     'lag_bytes', greatest(r.latest_end_lsn - pg_last_wal_replay_lsn(), 0))
   FROM (SELECT 1) one LEFT JOIN pg_stat_wal_receiver r ON true)
ELSE
  (SELECT json_build_object(
     'in_recovery', false,
     'streaming', coalesce(bool_or(s.state = 'streaming'), false),
     'lsn', pg_current_wal_lsn(),
     'replay_lsn', max(s.replay_lsn),
     'replay_position', max(s.replay_lsn) - '0/0'::pg_lsn,
     'lag_bytes', greatest(pg_current_wal_lsn() - max(s.replay_lsn), 0))
   FROM pg_stat_replication s)
END;
