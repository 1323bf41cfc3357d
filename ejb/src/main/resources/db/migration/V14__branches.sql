-- An answer can be asked for again and a question be put otherwise, so a conversation branches.

-- The message before it on its branch; the conversation's own id for a first one. Null: written by
-- a node of an older version, and follows the one before it in time.
alter table message add column parent_id uuid;

-- On whichever node it runs, it is to stop.
alter table generation add column stop_requested_at timestamptz;

-- What a learner thinks of an answer; the latest word counts.
create table feedback (
  message_id    uuid primary key references message on delete cascade,
  account_id    uuid not null references account on delete cascade,
  rating        text not null check (rating in ('up', 'down')),
  comment       text,
  created_at    timestamptz not null
);
create index feedback_account on feedback (account_id);
