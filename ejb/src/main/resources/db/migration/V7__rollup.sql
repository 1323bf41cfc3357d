-- Up to which day usage was added up without a gap: one row. The last day that there is may have
-- been left half done, and is added up again.
create table usage_rollup (
  only_row    boolean primary key default true check (only_row),
  through     date not null,
  updated_at  timestamptz not null default now()
);
insert into usage_rollup (through)
select max(day) - 1 from usage_day having max(day) is not null;

-- an account's passages, also the shared ones: what goes when the account goes
create index chunk_account on chunk (account_id);
