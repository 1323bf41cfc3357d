-- Accounts with a name and a password, what guards their door, and the ends of their sessions.

-- Grows when what an account may do changes, or when it is signed out everywhere: access tokens
-- of an earlier version are not taken any more.
alter table account add column version integer not null default 0;
-- Whether a guardian looks after everybody. Taken away when he gets learners of his own to look
-- after; only an operator gives it back.
alter table account add column guards_all boolean not null default true;
create index account_recent on account (created_at desc, id desc) where kind <> 'guest';

create table credential (
  account_id      uuid primary key references account on delete cascade,
  -- as it was written, and as addresses are compared
  email           text not null,
  email_key       text not null unique,
  -- Argon2id; null: signs in in another way
  password_hash   text,
  -- not null: somebody else chose the password; it is good until then, to choose one's own
  one_time_until  timestamptz,
  changed_at      timestamptz not null default now()
);

-- Who an account is at an OpenID provider.
create table external_identity (
  issuer        text not null,
  subject       text not null,
  account_id    uuid not null references account on delete cascade,
  linked_at     timestamptz not null default now(),
  primary key (issuer, subject)
);
create index external_identity_account on external_identity (account_id);

-- An ID token opens the door once.
create table external_token (
  hash          bytea primary key,
  expires_at    timestamptz not null
);
create index external_token_expiry on external_token (expires_at);

-- Attempts at a door that failed, or have not succeeded yet, by what they are counted by; they
-- drain with time. Keys hold hashes of addresses, so that nobody is named who only tried.
create table door_attempt (
  -- compared byte by byte: keys of one account stand together
  key           text collate "C" primary key,
  level         double precision not null check (level >= 0),
  last_at       timestamptz not null,
  locked_until  timestamptz
);
create index door_attempt_age on door_attempt (last_at);

-- What every node has to know for as long as access tokens live: sessions that were ended (family),
-- or all of an account before a version. No reference: it outlives the account.
create table session_end (
  id            bigint generated always as identity primary key,
  account_id    uuid not null,
  family        uuid,
  version       integer,
  reason        text not null,
  at            timestamptz not null default clock_timestamp(),
  check ((family is null) <> (version is null))
);
create index session_end_at on session_end (at);

create table password_reset (
  hash          bytea primary key,
  account_id    uuid not null references account on delete cascade,
  expires_at    timestamptz not null
);
create index password_reset_account on password_reset (account_id);
create index password_reset_expiry on password_reset (expires_at);
