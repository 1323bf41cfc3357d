-- Who did what: records that are only ever added, each node's in a chain of its own
-- (docs/decisions/0014-the-audit-chain.md has the canonical form and what this protects from).

create table audit_chain (
  chain         text primary key,
  began_at      timestamptz not null default now()
);

create table audit_record (
  chain         text not null,
  seq           bigint not null check (seq > 0),
  at            timestamptz not null,
  kind          text not null,
  severity      text not null,
  -- a pseudonym, never an account's id
  account       text,
  generation    uuid,
  layer         text,
  decision      text not null,
  reason        text,
  -- thousandths
  score         integer,
  rules         text,
  object        text,
  anchor_chain  text,
  anchor_seq    bigint,
  anchor_hash   bytea,
  hash          bytea not null check (octet_length(hash) = 32),
  primary key (chain, seq)
);
create index audit_record_time on audit_record (at, chain, seq);
create index audit_record_account on audit_record (account, at, chain, seq) where account is not null;
create index audit_record_generation on audit_record (generation) where generation is not null;
create index audit_record_anchor on audit_record (chain, seq) where kind = 'anchor';

create function audit_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'audit records are only ever added: % on % is refused', tg_op, tg_table_name
    using errcode = 'insufficient_privilege';
end $$;

create trigger audit_record_append_only before update or delete or truncate on audit_record
  for each statement execute function audit_is_append_only();
create trigger audit_chain_append_only before update or delete or truncate on audit_chain
  for each statement execute function audit_is_append_only();

-- a second bolt, for whoever takes the first away
revoke update, delete, truncate on audit_record, audit_chain from current_user;

-- Accounts appear in records and logs by a pseudonym that is drawn at random. Its row is the only
-- way back to the account; it goes with the account, and the records stay.
create table account_pseudonym (
  account_id    uuid primary key references account on delete cascade,
  pseudonym     text not null unique
);
