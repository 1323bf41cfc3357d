package dev.sparkle.knowledge.control;

import dev.sparkle.knowledge.entity.Audience;
import dev.sparkle.knowledge.entity.MaterialFormat;
import java.nio.file.Path;
import java.util.UUID;

/**
 * A material to be stored.
 *
 * @param titleGiven whether the owner chose the title
 * @param content the file, which its owner removes
 */
public record NewMaterial(
    UUID id,
    UUID account,
    String title,
    boolean titleGiven,
    String course,
    String fileName,
    MaterialFormat format,
    Audience audience,
    byte[] sha256,
    Path content) {}
