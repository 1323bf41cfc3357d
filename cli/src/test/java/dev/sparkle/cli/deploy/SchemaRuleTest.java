package dev.sparkle.cli.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaRuleTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create table a (id int primary key, b text not null, unique (b))",
        "create table a (id int); alter table a add constraint x check (id > 0)",
        "create table a (id int); create unique index on a (id)",
        "alter table a add column b text",
        "alter table a add b text not null default ''",
        "alter table a add column c int generated always as identity not null",
        "alter table a add column b numeric(10, 2), add column c text",
        "alter table a alter column b drop not null",
        "alter table a alter column b set default 1",
        "alter table a drop constraint x",
        "create index concurrently i on a (b)",
        "drop index i",
        "insert into a values ('drop table b; alter table a rename to c')",
        "-- drop table a\ncreate index i on a (b) /* drop table a; */",
        "create function f() returns trigger language plpgsql as $$ begin drop table a; end $$",
        "update a set b = 1",
        "comment on column a.b is 'we rename nothing; drop nothing'"
      })
  void whatOnlyExpandsPasses(String sql) {
    assertEquals(List.of(), SchemaRule.contractions(sql));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "drop table a",
        "DROP  TABLE\nIF EXISTS a",
        "create index i on b (c); drop view v",
        "alter table a drop column b",
        "alter table if exists only a drop b",
        "alter table a add column x int, drop column b",
        "alter table a rename column b to c",
        "alter table a rename to c",
        "alter type mood rename value 'sad' to 'low'",
        "alter table a alter column b type bigint",
        "alter table a alter b set data type bigint",
        "alter table a alter column b set not null",
        "alter table a alter column b drop default",
        "alter table a add column b text not null",
        "alter table a add b int unique",
        "alter table a add constraint x check (b > 0)",
        "alter table a add unique (b)",
        "alter table a add foreign key (b) references c (id)",
        "create unique index i on a (b)",
        "create unique index if not exists i on only a using btree (b)",
        "alter table a set schema old",
        "truncate a",
        "revoke insert on a from sparkle",
        "create table b (id int); alter table a drop column c"
      })
  void whatTheVersionBeforeCannotLiveWithIsFound(String sql) {
    assertEquals(1, SchemaRule.contractions(sql).size(), sql);
  }

  @Test
  void tellsWhatAndWhere() {
    String found = SchemaRule.contractions("alter table account\n  drop column   pet").get(0);
    assertEquals("drops a column: alter table account drop column pet", found);
  }

  @Test
  void everyPartOfAStatementCounts() {
    assertEquals(
        2, SchemaRule.contractions("alter table a drop column b, alter c set not null").size());
    assertTrue(SchemaRule.contractions("").isEmpty());
  }
}
