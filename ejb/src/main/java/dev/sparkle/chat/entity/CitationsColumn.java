package dev.sparkle.chat.entity;

import dev.sparkle.knowledge.entity.Citation;
import dev.sparkle.platform.control.Json;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.List;

/** Citations as a jsonb column. */
@Converter
public class CitationsColumn implements AttributeConverter<List<Citation>, Object> {

  @Override
  public Object convertToDatabaseColumn(List<Citation> citations) {
    return Json.write(citations);
  }

  @Override
  public List<Citation> convertToEntityAttribute(Object column) {
    return column == null ? List.of() : List.of(Json.read(column.toString(), Citation[].class));
  }
}
