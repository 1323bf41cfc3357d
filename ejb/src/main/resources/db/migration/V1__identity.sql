-- Accounts and what opens doors for them. Secrets are stored as SHA-256 of 256 random bits.

create table account (
  id            uuid primary key,
  kind          text not null check (kind in ('guest', 'registered', 'local')),
  display_name  text not null,
  roles         text[] not null,
  created_at    timestamptz not null,
  disabled_at   timestamptz
);

-- Whoever can read the signing keys on the server operates it (./sparkle ingest, operator, ...).
insert into account (id, kind, display_name, roles, created_at)
values ('00000000-0000-7000-8000-000000000001', 'local', 'Operator at the server', '{operator}', now());

create table refresh_token (
  hash          bytea primary key,
  family        uuid not null,
  account_id    uuid not null references account on delete cascade,
  expires_at    timestamptz not null,
  used_at       timestamptz
);
create index refresh_token_family on refresh_token (family);
create index refresh_token_account on refresh_token (account_id);
create index refresh_token_expiry on refresh_token (expires_at);

create table chat_ticket (
  hash          bytea primary key,
  account_id    uuid not null references account on delete cascade,
  origin        text,
  expires_at    timestamptz not null
);
create index chat_ticket_expiry on chat_ticket (expires_at);
