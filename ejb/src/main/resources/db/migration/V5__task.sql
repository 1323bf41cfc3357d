-- The task queue. What waits or runs is in task, which stays small and is claimed from; what has
-- ended is in task_done, which only grows and is purged by age. A task moves from one to the other
-- in the statement that ends it. Everything carries the account, so that tables can later be
-- distributed by it.

create type task_state as enum
  ('scheduled', 'queued', 'running', 'retrying', 'succeeded', 'dead', 'cancelled');

create table task (
  id               uuid primary key,               -- begins with the time: new rows lie together
  type             text not null,
  queue            text not null,
  lane             smallint not null check (lane between 0 and 2),  -- 0 starts first
  state            task_state not null
                   check (state in ('scheduled', 'queued', 'running', 'retrying')),
  held             boolean not null default false,  -- waits for a limit of limit_keys
  run_at           timestamptz not null,
  submitted_at     timestamptz not null default now(),
  attempt          int not null default 0,          -- attempts begun
  max_attempts     int not null,
  crashes          int not null default 0,          -- attempts that ended with their worker
  worker           bigint,                          -- task_worker.id; with attempt, the fence
  started_at       timestamptz,
  progress         real not null default 0,
  cancel_requested boolean not null default false,
  waits_for        int not null default 0,          -- tasks that must end first
  followed         boolean not null default false,  -- task_follow has rows for it
  account_id       uuid,
  batch_id         uuid,
  unique_key       text,                            -- task_unique has a row for it
  limit_keys       text[],
  trace            text,                            -- W3C traceparent of the submission
  payload          jsonb not null,
  checkpoint       jsonb,
  error            text
) with (
  fillfactor = 85,                                  -- room for progress in the same page
  -- rows live for milliseconds: clean up after thousands, not after a fifth of a million
  autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 5000,
  autovacuum_vacuum_insert_scale_factor = 0.05,
  autovacuum_analyze_scale_factor = 0.05, autovacuum_analyze_threshold = 5000,
  autovacuum_vacuum_cost_delay = 0
);
-- claiming: the head of a queue's lane
create index task_ready on task (queue, lane, run_at, id) where state = 'queued' and not held;
-- what a worker runs: rescue, cancellation
create index task_running on task (worker) where state = 'running';
-- what comes due
create index task_due on task (run_at)
  where state in ('scheduled', 'retrying') and waits_for = 0;
-- what waits for a limit, and what uses it up
create index task_held on task (lane, run_at, id) where state = 'queued' and held;
create index task_limited on task (id)
  where limit_keys is not null and (state = 'running' or (state = 'queued' and not held));
create index task_account on task (account_id, id) where account_id is not null;
create index task_in_batch on task (batch_id, id) where batch_id is not null;

-- The table of legal moves (TaskState), for moves within this table.
create function task_refuse_move() returns trigger language plpgsql as $$
begin
  raise exception 'task % may not go from % to %', old.id, old.state, new.state
    using errcode = 'check_violation';
end $$;
create trigger task_legal_move before update of state on task for each row
  when (old.state <> new.state and not (
       (old.state = 'scheduled' and new.state = 'queued')
    or (old.state = 'queued' and new.state = 'running')
    or (old.state = 'running' and new.state in ('retrying', 'queued'))
    or (old.state = 'retrying' and new.state = 'queued')))
  execute function task_refuse_move();

create table task_done (
  id           uuid primary key,
  type         text not null,
  queue        text not null,
  lane         smallint not null,
  state        task_state not null check (state in ('succeeded', 'dead', 'cancelled')),
  run_at       timestamptz not null,
  submitted_at timestamptz not null,
  attempt      int not null,
  max_attempts int not null,
  worker       bigint,
  started_at   timestamptz,
  ended_at     timestamptz not null default now(),
  progress     real not null,
  account_id   uuid,
  batch_id     uuid,
  limit_keys   text[],
  trace        text,
  payload      jsonb not null,
  checkpoint   jsonb,
  result       jsonb,
  error        text
) with (
  autovacuum_vacuum_insert_scale_factor = 0.5, autovacuum_analyze_scale_factor = 0.2
);
-- purging: rows lie in the order of their end, so a page range tells enough
create index task_done_ended on task_done using brin (ended_at) with (pages_per_range = 32);
create index task_done_trouble on task_done (state, id) where state <> 'succeeded';
create index task_done_account on task_done (account_id, id) where account_id is not null;
create index task_done_batch on task_done (batch_id, id) where batch_id is not null;

-- Attempts that failed, were interrupted or ended with their node; the last one is in the task.
create table task_attempt (
  task_id    uuid not null,
  number     int not null,
  outcome    text not null check (outcome in ('failed', 'timed_out', 'crashed', 'cancelled')),
  worker     bigint,
  started_at timestamptz,
  ended_at   timestamptz,
  error      text,
  recorded_at timestamptz not null default now()
);
create index task_attempt_task on task_attempt (task_id, number);
create index task_attempt_age on task_attempt using brin (recorded_at);

-- Which task waits for which.
create table task_follow (
  predecessor uuid not null,
  follower    uuid not null,
  whatever    boolean not null,                     -- runs however the predecessor ends
  primary key (predecessor, follower)
);
create index task_follow_follower on task_follow (follower);

-- One row a unique key, until its task ends or its window is over.
create table task_unique (
  key     text primary key,
  task_id uuid not null,
  until   timestamptz not null                      -- infinity: until the task ends
);
create index task_unique_until on task_unique (until) where until < 'infinity';

-- Limits over all nodes. A row is locked by the node that admits tasks of its key.
create table task_limit (
  key           text primary key,
  concurrent    int check (concurrent > 0),
  rate_starts   int check (rate_starts > 0),
  rate_millis   bigint check (rate_millis > 0),
  tokens        double precision not null default 0,
  refilled_at   timestamptz not null default now()
);

create table task_queue (
  name        text primary key,
  paused      boolean not null default false,
  concurrency int check (concurrency >= 0)          -- null: as each node is configured
);

-- A row for each run of a node that works on tasks. Its lease is the lease of all its tasks.
create table task_worker (
  id          bigint generated always as identity primary key,
  node        text not null,
  started_at  timestamptz not null default now(),
  lease_until timestamptz not null,
  ended_at    timestamptz                            -- stopped, or found dead
) with (fillfactor = 50, autovacuum_vacuum_threshold = 500);
create index task_worker_alive on task_worker (lease_until) where ended_at is null;

create table task_schedule (
  name      text primary key,
  cron      text not null,
  zone      text not null,
  missed    text not null check (missed in ('skip', 'run_once')),
  request   jsonb not null,
  next_at   timestamptz not null,
  last_at   timestamptz,
  last_task uuid
);

-- Tells nodes that serve learners which tasks of accounts change, on whichever path: id, account,
-- state, progress. A row without an account costs a condition.
create function task_tell() returns trigger language plpgsql as $$
begin
  perform pg_notify('sparkle_task_news',
    new.id || ' ' || new.account_id || ' ' || new.state || ' ' || new.progress);
  return null;
end $$;
create trigger task_news after insert or update of state, progress on task for each row
  when (new.account_id is not null) execute function task_tell();
create trigger task_done_news after insert on task_done for each row
  when (new.account_id is not null) execute function task_tell();
