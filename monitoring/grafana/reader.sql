-- What Grafana may read: figures, times and codes; no words of anybody, no account, no pseudonym.
-- As the database's administrator, once, with a password of your own, which goes by the environment
-- since every user of the machine sees command lines:
--   SPARKLE_GRAFANA_DB_PASSWORD=… psql -f monitoring/grafana/reader.sql 'postgresql://postgres@host/sparkle'
-- May be repeated; it then sets the password anew.
\getenv password SPARKLE_GRAFANA_DB_PASSWORD
\if :{?password}
\else
  \warn 'SPARKLE_GRAFANA_DB_PASSWORD is not set.'
  \quit
\endif
select 'create role sparkle_grafana login' where not exists (
  select 1 from pg_roles where rolname = 'sparkle_grafana') \gexec
alter role sparkle_grafana with password :'password';
alter role sparkle_grafana set default_transaction_read_only = on;
alter role sparkle_grafana set statement_timeout = '10s';
grant usage on schema public to sparkle_grafana;
grant select (started_at, ended_at, input_tokens, output_tokens, cost_micros, outcome, node)
  on generation to sparkle_grafana;
grant select (at, kind, severity, layer, decision, reason) on audit_record to sparkle_grafana;
grant select (type, queue, state, attempt, submitted_at, started_at, ended_at)
  on task_done to sparkle_grafana;
