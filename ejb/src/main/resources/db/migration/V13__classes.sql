-- Classes: a teacher's learners, with what is shared with them, and who looks after them.

create table school_class (
  id            uuid primary key,
  name          text not null,
  course        text,
  -- whoever knows it joins; a teacher can have it drawn anew
  join_code     text not null unique,
  created_by    uuid references account on delete set null,
  -- Idempotency-Key of the request that made it
  request_key   text,
  created_at    timestamptz not null default now()
);
create unique index school_class_request on school_class (created_by, request_key);

create table class_member (
  class_id      uuid not null references school_class on delete cascade,
  account_id    uuid not null references account on delete cascade,
  part          text not null check (part in ('teacher', 'learner', 'guardian')),
  joined_at     timestamptz not null default now(),
  primary key (class_id, account_id)
);
create index class_member_account on class_member (account_id, part);

-- A guardian who looks after one learner.
create table guardianship (
  learner_id    uuid not null references account on delete cascade,
  guardian_id   uuid not null references account on delete cascade,
  since         timestamptz not null default now(),
  primary key (learner_id, guardian_id)
);
create index guardianship_guardian on guardianship (guardian_id);

-- Materials that a class sees, beside their owner.
create table material_share (
  material_id   uuid not null references material on delete cascade,
  class_id      uuid not null references school_class on delete cascade,
  shared_at     timestamptz not null default now(),
  primary key (material_id, class_id)
);
create index material_share_class on material_share (class_id);
