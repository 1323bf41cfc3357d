-- What the operations console shows and changes.

-- What each node last told of itself. One row a node, written every few seconds.
create table node_state (
  node        text primary key,
  started_at  timestamptz not null,
  seen_at     timestamptz not null,
  roles       text[] not null,
  figures     jsonb not null
) with (fillfactor = 50, autovacuum_vacuum_threshold = 500);

-- Loggers whose level an operator has changed at run time, on every node.
create table log_level (
  logger      text primary key,
  level       text not null,
  changed_by  uuid not null,
  changed_at  timestamptz not null default clock_timestamp()
);

-- From the question's arrival to the first words on their way to the learner. Null: there were none,
-- or it was written by a node of an older version.
alter table generation add column first_words_ms integer;
create index generation_started on generation (started_at);

-- What layers refused or changed: few among the many that they let pass.
create index audit_record_decided on audit_record (at, chain, seq)
  where kind = 'verdict' and decision <> 'allowed';

-- What a person thinks of a verdict. The record itself is never changed. An example is in the
-- person's own words, never in the learner's (docs/decisions/0037).
create table safety_mark (
  chain       text not null,
  seq         bigint not null,
  mark        text not null check (mark in ('right', 'false_alarm')),
  reason      text,
  layer       text,
  example     text,
  language    text,
  marked_by   uuid not null,
  marked_at   timestamptz not null default clock_timestamp(),
  primary key (chain, seq)
);
create index safety_mark_example on safety_mark (marked_at, chain, seq) where example is not null;
