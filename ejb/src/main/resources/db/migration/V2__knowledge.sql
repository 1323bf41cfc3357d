-- Materials, their bytes, and the chunks that retrieval finds.

create extension if not exists vector;

create table material (
  id             uuid primary key,
  account_id     uuid not null references account (id) on delete cascade,
  title          text not null,
  -- false: the document's own title replaces the file's name once it was read
  title_given    boolean not null,
  course         text,
  file_name      text not null,
  media_type     text not null,
  byte_size      bigint not null check (byte_size > 0),
  sha256         bytea not null check (length(sha256) = 32),
  audience       text not null default 'me' check (audience in ('me', 'everyone')),
  status         text not null default 'queued'
                 check (status in ('queued', 'ingesting', 'ready', 'failed')),
  chunks         integer not null default 0 check (chunks >= 0),
  progress       real not null default 0 check (progress between 0 and 1),
  language       text,
  error_code     text,
  error_message  text,
  attempts       integer not null default 0,
  -- a token of the claim that may write; null while nobody works on it
  lease_owner    uuid,
  -- queued: not to be claimed before; ingesting: another node may claim it after
  lease_until    timestamptz not null default now(),
  created_at     timestamptz not null default now(),
  updated_at     timestamptz not null default now(),
  check ((status = 'failed') = (error_code is not null)),
  check ((status = 'ingesting') = (lease_owner is not null))
);

-- an account's list, newest first; and what everyone sees
create index material_by_account on material (account_id, created_at desc, id desc);
create index material_for_everyone on material (created_at desc, id desc)
  where audience = 'everyone';
-- what waits for a node
create index material_open on material (lease_until, id) where status in ('queued', 'ingesting');

create table material_content (
  material_id  uuid primary key references material (id) on delete cascade,
  bytes        bytea not null
);
-- already compressed as a rule; uncompressed storage can be read in slices
alter table material_content alter column bytes set storage external;

create table chunk (
  id               uuid primary key,
  material_id      uuid not null references material (id) on delete cascade,
  account_id       uuid not null references account (id) on delete cascade,
  -- copy of material.audience = 'everyone', so that the index below holds nothing private
  shared           boolean not null,
  ordinal          integer not null check (ordinal >= 0),
  heading          text not null,
  page             integer check (page > 0),
  text             text not null,
  language         text not null,
  search           tsvector not null,
  embedding        vector not null,
  embedding_model  text not null,
  unique (material_id, ordinal)
);

-- an account's own chunks: few, searched exactly
create index chunk_private on chunk (account_id) where not shared;
-- everyone's chunks: many, all visible to all, searched approximately; one index for each model
create index chunk_shared_minilm on chunk
  using hnsw ((embedding::vector(384)) vector_cosine_ops)
  where shared and embedding_model = 'all-minilm-l6-v2-q';
create index chunk_shared_bge_small_zh on chunk
  using hnsw ((embedding::vector(512)) vector_cosine_ops)
  where shared and embedding_model = 'bge-small-zh-v1.5-q';
create index chunk_search on chunk using gin (search);
