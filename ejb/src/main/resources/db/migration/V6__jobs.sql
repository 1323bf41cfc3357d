-- Batch jobs: which execution works for which task, and which run of it may write.

create table job_run (
  task_id       uuid primary key,
  job           text not null,
  -- raised by each run: what is written with an older one has no effect
  fence         bigint not null check (fence > 0),
  -- of jbatch_jobexecution; null until the job has begun
  execution_id  bigint,
  started_at    timestamptz not null default now(),
  updated_at    timestamptz not null default now()
);

-- which task takes a material in; null for those of before
alter table material add column task_id uuid;

-- What the passages were last embedded and judged by: one row.
create table knowledge_renewal (
  only_row     boolean primary key default true check (only_row),
  fingerprint  text not null,
  finished_at  timestamptz not null default now()
);

-- What an account used on a day (UTC), from generation; written anew as often as one likes.
create table usage_day (
  day            date not null,
  account_id     uuid not null references account on delete cascade,
  answers        integer not null,
  blocked        integer not null,
  failed         integer not null,
  input_tokens   bigint not null,
  output_tokens  bigint not null,
  cost_micros    bigint not null,
  primary key (account_id, day)
);
create index usage_day_day on usage_day (day);
create index generation_ended on generation (ended_at, account_id) where ended_at is not null;

-- An account's data as a ZIP, in parts that follow each other, kept for some days.
create table export (
  id           uuid primary key,
  account_id   uuid not null references account on delete cascade,
  task_id      uuid not null,
  created_at   timestamptz not null default now(),
  -- null: not complete yet
  ready_at     timestamptz,
  expires_at   timestamptz not null,
  bytes        bigint not null default 0
);
create index export_account on export (account_id, created_at desc);
create index export_expiry on export (expires_at);

create table export_part (
  export_id    uuid not null references export on delete cascade,
  ordinal      integer not null,
  bytes        bytea not null,
  -- the entry's record of the ZIP's directory; null: the directory itself
  directory    bytea,
  primary key (export_id, ordinal)
);
alter table export_part alter column bytes set storage external;

-- Liberty's job store, as its server 26.0.0.3 makes it (createTables): here, because nodes that
-- start together would make it together. Names and types are Liberty's.
create table jbatch_jobinstance (
  jobinstanceid  serial primary key,
  amcname        varchar(512),
  batchstatus    integer not null,
  createtime     timestamp not null,
  exitstatus     varchar(512),
  instancestate  integer not null,
  jobname        varchar(256),
  jobxmlname     varchar(128),
  jobxml         bytea,
  numexecs       integer not null,
  restarton      varchar(128),
  submitter      varchar(256),
  updatetime     timestamp
);

create table jbatch_jobexecution (
  jobexecid         serial primary key,
  batchstatus       integer not null,
  createtime        timestamp not null,
  endtime           timestamp,
  execnum           integer not null,
  exitstatus        varchar(512),
  jobparameters     bytea,
  updatetime        timestamp,
  logpath           varchar(512),
  resturl           varchar(512),
  serverid          varchar(256),
  starttime         timestamp,
  fk_jobinstanceid  bigint not null references jbatch_jobinstance
);
create index jbatch_je_fkinstanceid_ix on jbatch_jobexecution (fk_jobinstanceid);

create table jbatch_jobparameter (
  name          varchar(255),
  value         varchar(255),
  fk_jobexecid  bigint references jbatch_jobexecution
);
create index jbatch_jp_fkjobexecid_ix on jbatch_jobparameter (fk_jobexecid);

create table jbatch_stepthreadexecution (
  stepexecid            serial primary key,
  threadtype            varchar(31),
  batchstatus           integer not null,
  m_commit              bigint not null,
  endtime               timestamp,
  exitstatus            varchar(512),
  m_filter              bigint not null,
  internalstatus        integer not null,
  partnum               integer not null,
  userdata              bytea,
  m_processskip         bigint not null,
  m_read                bigint not null,
  m_readskip            bigint not null,
  m_rollback            bigint not null,
  starttime             timestamp,
  stepname              varchar(128) not null,
  m_write               bigint not null,
  m_writeskip           bigint not null,
  fk_jobexecid          bigint not null references jbatch_jobexecution,
  fk_toplvl_stepexecid  bigint references jbatch_stepthreadexecution,
  ispartitionedstep     boolean,
  unique (fk_jobexecid, stepname, partnum)
);
create index jbatch_ste_fkjobexecid_ix on jbatch_stepthreadexecution (fk_jobexecid);
create index jbatch_ste_fktlstepeid_ix on jbatch_stepthreadexecution (fk_toplvl_stepexecid);

create table jbatch_stepthreadinstance (
  partnum               integer not null,
  stepname              varchar(128) not null,
  threadtype            varchar(31),
  checkpointdata        bytea,
  fk_jobinstanceid      bigint not null references jbatch_jobinstance,
  fk_latest_stepexecid  bigint not null references jbatch_stepthreadexecution,
  partitioned           boolean,
  partitionplansize     integer,
  startcount            integer,
  primary key (partnum, stepname, fk_jobinstanceid)
);
create index jbatch_sti_fkinstanceid_ix on jbatch_stepthreadinstance (fk_jobinstanceid);
create index jbatch_sti_fklatest_sei_ix on jbatch_stepthreadinstance (fk_latest_stepexecid);

create table jbatch_remotablepartition (
  partnum             integer not null,
  stepname            varchar(255) not null,
  internalstate       integer,
  lastupdated         timestamp,
  logpath             varchar(512),
  resturl             varchar(512),
  serverid            varchar(256),
  fk_jobexecutionid   bigint not null references jbatch_jobexecution,
  fk_stepexecutionid  bigint references jbatch_stepthreadexecution,
  primary key (partnum, stepname, fk_jobexecutionid)
);
create index jbatch_rp_execution on jbatch_remotablepartition (fk_jobexecutionid);
create index jbatch_rp_step on jbatch_remotablepartition (fk_stepexecutionid);

create table jbatch_groupassociation (
  fk_jobinstanceid  bigint references jbatch_jobinstance,
  groupnames        varchar(255)
);
create index jbatch_ga_fkinstanceid_ix on jbatch_groupassociation (fk_jobinstanceid);

-- what is too old
create index jbatch_ji_updated on jbatch_jobinstance (updatetime);
create index material_failed on material (updated_at) where status = 'failed';
