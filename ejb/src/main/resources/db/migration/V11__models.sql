-- Models that an operator has switched off; 'all' stands for every one. No row: it is on.

create table model_switched_off (
  name             text primary key,
  reason           text not null,
  account_id       uuid references account on delete set null,
  switched_off_at  timestamptz not null
);

-- Answers that may be given again to the account they were given to, when no model answers. Each
-- lives beside the generation that made it, and goes with it, its conversation and its account.
create table kept_answer (
  generation_id    uuid primary key references generation on delete cascade,
  account_id       uuid not null references account on delete cascade,
  -- digest of account, instructions, language, length and the judges in force
  context          text not null,
  model            text not null,
  question         text not null,
  question_key     text not null,
  answer           text not null,
  -- the chunks of the prompt in the order of their numbers; one that is gone ends the answer's use
  passages         uuid[] not null,
  embedding        vector not null,
  embedding_model  text not null,
  created_at       timestamptz not null default now()
);
create index kept_answer_place on kept_answer (account_id, context, created_at desc);
create index kept_answer_age on kept_answer (created_at);
