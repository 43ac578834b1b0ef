CREATE ROLE "replicator" LOGIN REPLICATION PASSWORD '${secret.replication}';
CREATE ROLE "${parameters.user}" LOGIN PASSWORD '${secret.database}';
CREATE DATABASE "${parameters.database}" OWNER "${parameters.user}";
