package dev.sparkle.chat.control.export;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Reads what an account owns. Every statement has the account in it. */
final class ExportContent {

  /** A file of the export. */
  record Content(String name, byte[] bytes) {}

  /** Index conversation_recent by its first column, and material_by_account. */
  private static final String ITEMS =
      """
      (select 1 as kind, id from conversation where account_id = ?
       union all
       select 2, id from material where account_id = ?)
      order by kind, id
      """;

  /** Everything that goes into the export: ids only, a few bytes each. */
  List<ExportItem> items(Connection connection, UUID account) throws SQLException {
    List<ExportItem> items = new ArrayList<>();
    items.add(new ExportItem(ExportItem.Kind.ACCOUNT, account));
    try (PreparedStatement select = connection.prepareStatement(ITEMS)) {
      select.setObject(1, account);
      select.setObject(2, account);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          items.add(
              new ExportItem(
                  ExportItem.Kind.values()[row.getInt(1)], row.getObject(2, UUID.class)));
        }
      }
    }
    return items;
  }

  /** Primary keys of account, credential and usage_day, and index class_member_account. */
  private static final String ACCOUNT =
      """
      select 'account.json', jsonb_pretty(jsonb_build_object(
        'id', id, 'kind', kind, 'displayName', display_name, 'roles', roles,
        'createdAt', created_at,
        'email', (select email from credential where account_id = account.id),
        'externalIdentities', (select coalesce(jsonb_agg(jsonb_build_object(
                    'issuer', issuer, 'subject', subject) order by issuer), '[]')
                  from external_identity where account_id = account.id),
        'classes', (select coalesce(jsonb_agg(jsonb_build_object(
                    'name', c.name, 'part', m.part, 'joinedAt', m.joined_at) order by c.name), '[]')
                  from class_member m join school_class c on c.id = m.class_id
                  where m.account_id = account.id),
        'usage', (select coalesce(jsonb_agg(jsonb_build_object(
                    'day', day, 'answers', answers, 'inputTokens', input_tokens,
                    'outputTokens', output_tokens) order by day), '[]')
                  from usage_day where account_id = account.id)))
      from account where id = ? and id = ?
      """;

  /** Primary keys of conversation and feedback, and index message_order. */
  private static final String CONVERSATION =
      """
      select 'conversations/' || id || '.json', jsonb_pretty(jsonb_build_object(
        'id', id, 'title', title, 'createdAt', created_at, 'updatedAt', updated_at,
        'messages', (select coalesce(jsonb_agg(jsonb_build_object(
                       'id', m.id, 'role', role, 'text', text, 'citations', citations,
                       'outcome', outcome, 'createdAt', m.created_at,
                       'parentId', m.parent_id, 'rating', f.rating, 'comment', f.comment)
                       order by m.created_at, m.id), '[]')
                     from message m left join feedback f on f.message_id = m.id
                     where conversation_id = conversation.id)))
      from conversation where id = ? and account_id = ?
      """;

  /** Primary key. */
  private static final String MATERIAL =
      """
      select 'materials/' || id || '.json', jsonb_pretty(jsonb_build_object(
        'id', id, 'title', title, 'course', course, 'fileName', file_name,
        'mediaType', media_type, 'byteSize', byte_size, 'audience', audience, 'status', status,
        'chunks', chunks, 'language', language, 'error', error_code, 'createdAt', created_at))
      from material where id = ? and account_id = ?
      """;

  /** Primary keys. A name that is a folder to whoever unpacks it is not kept. */
  private static final String FILE =
      """
      select 'materials/' || m.id || '/'
          || case when m.file_name in ('.', '..') then 'unnamed' else m.file_name end,
        c.bytes
      from material m join material_content c on c.material_id = m.id
      where m.id = ? and m.account_id = ?
      """;

  /** The files of an item; none if it was removed meanwhile. */
  List<Content> of(Connection connection, UUID account, ExportItem item) throws SQLException {
    List<Content> files = new ArrayList<>();
    switch (item.kind()) {
      case ACCOUNT -> add(connection, ACCOUNT, account, item, files);
      case CONVERSATION -> add(connection, CONVERSATION, account, item, files);
      case MATERIAL -> {
        add(connection, MATERIAL, account, item, files);
        add(connection, FILE, account, item, files);
      }
    }
    return files;
  }

  private static void add(
      Connection connection, String sql, UUID account, ExportItem item, List<Content> into)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setObject(1, item.id());
      select.setObject(2, account);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          Object content = row.getObject(2);
          into.add(
              new Content(
                  row.getString(1),
                  content instanceof byte[] bytes
                      ? bytes
                      : content.toString().getBytes(StandardCharsets.UTF_8)));
        }
      }
    }
  }
}
