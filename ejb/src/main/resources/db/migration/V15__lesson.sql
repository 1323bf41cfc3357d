-- What the tutor needs to know of what was said: how he helped, and what long conversations come to.

-- Of an answer: explain, hint or quiz. Null: it was written by a node of an older version.
alter table message add column mode text;

-- A summary of everything on a branch up to and with a message.
create table summary (
  through_id      uuid primary key references message on delete cascade,
  conversation_id uuid not null references conversation on delete cascade,
  account_id      uuid not null references account on delete cascade,
  text            text not null,
  created_at      timestamptz not null
);
create index summary_conversation on summary (conversation_id);
create index summary_account on summary (account_id);
