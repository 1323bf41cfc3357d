-- Settings that operators change while the nodes run. Rows are only added: what a setting is comes
-- from its latest row, and what it was before is there to go back to. Never a secret.

create table setting_change (
  -- numbered without a gap, under the table's lock; one change may hold several settings
  change      bigint not null check (change > 0),
  name        text not null,
  -- null: as configured again
  value       text,
  -- what had been set here before it; null: nothing
  before      text,
  -- the change that this one takes back
  reverts     bigint,
  changed_by  uuid not null,
  changed_at  timestamptz not null default clock_timestamp(),
  primary key (change, name)
);
-- the latest of each setting
create index setting_change_name on setting_change (name, change desc);
