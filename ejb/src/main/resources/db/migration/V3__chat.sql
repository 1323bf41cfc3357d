-- Conversations, and the generations that answer in them. Everything carries the account, so that
-- tables can later be distributed by it.

create table conversation (
  id            uuid primary key,
  account_id    uuid not null references account on delete cascade,
  title         text not null,
  created_at    timestamptz not null,
  updated_at    timestamptz not null
);
create index conversation_recent on conversation (account_id, updated_at desc, id desc);

create table message (
  id              uuid primary key,
  conversation_id uuid not null references conversation on delete cascade,
  account_id      uuid not null references account on delete cascade,
  role            text not null check (role in ('learner', 'tutor')),
  text            text not null,
  citations       jsonb not null default '[]',
  outcome         text check (outcome in ('done', 'stopped', 'blocked', 'failed')),
  created_at      timestamptz not null
);
create index message_order on message (conversation_id, created_at, id);
create index message_account on message (account_id);

-- One row an answer. node, epoch and lease say who may still write it: a node that lost its lease
-- finds another epoch and writes nothing.
create table generation (
  id              uuid primary key,
  account_id      uuid not null references account on delete cascade,
  conversation_id uuid not null references conversation on delete cascade,
  request_id      text not null,
  question_id     uuid not null,
  answer_id       uuid not null,
  node            text not null,
  epoch           int not null default 1,
  lease_until     timestamptz not null,
  outcome         text check (outcome in ('done', 'stopped', 'blocked', 'failed')),
  started_at      timestamptz not null,
  ended_at        timestamptz,
  input_tokens    bigint,
  output_tokens   bigint,
  cost_micros     bigint
);
create unique index generation_request on generation (account_id, request_id);
create index generation_conversation on generation (conversation_id);
create index generation_running on generation (lease_until) where outcome is null;
