-- What the judge of layer 1 left of a chunk for the eyes of a model.

alter table chunk
  -- who judged, and by what; null: nobody yet
  add column judge           text,
  -- null: as it stands
  add column cleared_heading text,
  add column cleared_text    text;

-- pieces of which something was taken out
alter table material add column flagged integer not null default 0 check (flagged >= 0);
