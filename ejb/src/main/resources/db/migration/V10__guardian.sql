-- Severe events, for the people who look after learners. An event names the learner, since somebody
-- must be able to talk to him; it holds none of his words, and goes with his account.

create table guardian_event (
  id              uuid primary key,
  kind            text not null,
  account_id      uuid not null references account on delete cascade,
  generation      uuid,
  node            text not null,
  at              timestamptz not null,
  -- the same again, while nobody has looked at it, is the same event
  times           integer not null default 1 check (times > 0),
  last_at         timestamptz not null,
  acknowledged_at timestamptz,
  acknowledged_by uuid references account on delete set null
);
create unique index guardian_event_open on guardian_event (account_id, kind)
  where acknowledged_at is null;
create index guardian_event_recent on guardian_event (at, id);

-- What the webhook is still to be told of.
create table guardian_delivery (
  event_id        uuid primary key references guardian_event on delete cascade,
  attempts        integer not null default 0,
  next_at         timestamptz not null,
  delivered_at    timestamptz,
  given_up_at     timestamptz,
  problem         text
);
create index guardian_delivery_due on guardian_delivery (next_at)
  where delivered_at is null and given_up_at is null;
