-- The ledger of what models were asked for, and what came of it. Rows are added and never changed:
-- a reservation, one end of it, and at most one correction of an end that came too early. Sums of
-- ends and corrections are what was used; everything in Redis can be made anew from here.

create table quota_entry (
  id             bigint generated always as identity primary key,
  generation_id  uuid not null,
  kind           text not null
                 check (kind in ('reserved', 'settled', 'released', 'expired', 'corrected')),
  -- no reference: what was spent stays spent when an account is deleted
  account_id     uuid not null,
  -- whose budgets it counts for, e.g. {account:…,installation}
  scopes         text[] not null,
  -- when it was reserved; it counts for the day and the month of then, whenever it ends
  counts_at      timestamptz not null,
  -- of a correction: the difference, which may be negative
  input_tokens   bigint not null,
  output_tokens  bigint not null,
  cost_micros    bigint not null,
  -- which run of which node made the reservation
  incarnation    uuid not null,
  -- reserved while Redis was away: a node with Redis has to tell it
  in_memory      boolean not null default false,
  written_at     timestamptz not null default clock_timestamp(),
  unique (generation_id, kind),
  check (kind = 'corrected' or input_tokens >= 0 and output_tokens >= 0 and cost_micros >= 0)
);
-- each reservation ends once, whoever ends it
create unique index quota_entry_end on quota_entry (generation_id)
  where kind in ('settled', 'released', 'expired');
-- the sums of a day and of a month
create index quota_entry_window on quota_entry (counts_at);
-- what an account used
create index quota_entry_account on quota_entry (account_id, counts_at);
-- what a node left behind
create index quota_entry_node on quota_entry (incarnation, counts_at) where kind = 'reserved';
-- what Redis was not told
create index quota_entry_memory on quota_entry (written_at) where in_memory;

-- Runs of nodes. A run whose lease is over is dead until it says otherwise.
create table quota_node (
  incarnation  uuid primary key,
  node         text not null,
  joined_at    timestamptz not null,
  lease_until  timestamptz not null
);
create index quota_node_lease on quota_node (lease_until);

-- Budgets that an operator has changed at run time; null: as configured.
create table quota_budget (
  -- a kind (account, address, class, guests, installation), or one of a kind (account:…)
  scope                text primary key,
  requests_per_minute  bigint check (requests_per_minute >= 0),
  tokens_per_day       bigint check (tokens_per_day >= 0),
  micros_per_month     bigint check (micros_per_month >= 0),
  concurrent_answers   bigint check (concurrent_answers >= 0),
  changed_by           uuid not null,
  changed_at           timestamptz not null default clock_timestamp()
);
