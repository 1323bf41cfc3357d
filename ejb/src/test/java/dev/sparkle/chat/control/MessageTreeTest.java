package dev.sparkle.chat.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MessageTreeTest {

  private static final UUID CONVERSATION = new UUID(0, 0);

  private static UUID id(int n) {
    return new UUID(1, n);
  }

  private static MessageTree.Node node(int id, UUID parent) {
    return new MessageTree.Node(id(id), parent);
  }

  private static MessageTree tree(MessageTree.Node... nodes) {
    return new MessageTree(CONVERSATION, List.of(nodes));
  }

  @Test
  void messagesOfAnOlderVersionFollowEachOther() {
    MessageTree tree = tree(node(1, null), node(2, null), node(3, null));

    assertEquals(List.of(id(1), id(2), id(3)), tree.path(tree.newest()));
    assertEquals(CONVERSATION, tree.parent(id(1)));
  }

  @Test
  void anAnswerAskedForAgainStandsBesideTheOneBefore() {
    MessageTree tree = tree(node(1, CONVERSATION), node(2, id(1)), node(3, id(1)));

    assertEquals(List.of(id(1), id(3)), tree.path(tree.newest()));
    assertEquals(List.of(id(2), id(3)), tree.versions(id(2)));
    assertEquals(Optional.of(List.of(id(1), id(2))), tree.through(id(2)));
  }

  @Test
  void aFirstQuestionPutOtherwiseHasItsOwnBranch() {
    MessageTree tree =
        tree(
            node(1, CONVERSATION),
            node(2, id(1)),
            node(3, CONVERSATION),
            node(4, id(3)),
            node(5, id(2)));

    assertEquals(List.of(id(1), id(3)), tree.versions(id(1)));
    assertEquals(Optional.of(List.of(id(3), id(4))), tree.through(id(3)));
    assertEquals(Optional.of(List.of(id(1), id(2), id(5))), tree.through(id(1)));
    assertEquals(List.of(id(1), id(2), id(5)), tree.path(tree.newest()));
  }

  @Test
  void whatFollowsAMessageIsLaterWhateverTheClocksSaid() {
    MessageTree tree = tree(node(3, id(2)), node(4, id(3)), node(1, CONVERSATION), node(2, id(1)));

    assertEquals(List.of(id(1), id(2), id(3), id(4)), tree.path(tree.newest()));
  }

  @Test
  void knowsNoMessageOfAnotherConversation() {
    assertTrue(tree(node(1, CONVERSATION)).through(id(9)).isEmpty());
    assertEquals(CONVERSATION, tree().newest());
  }

  @Property(tries = 200)
  void everyMessageIsOnTheBranchThroughItAndBranchesHaveNoCycle(@ForAll long seed) {
    Random random = new Random(seed);
    List<MessageTree.Node> nodes = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      int parent = random.nextInt(i + 2) - 1;
      UUID before =
          random.nextInt(5) == 0 ? null : parent < 0 || i == 0 ? CONVERSATION : id(parent % i);
      nodes.add(node(i, before));
    }
    MessageTree tree = new MessageTree(CONVERSATION, nodes);

    for (int i = 0; i < 30; i++) {
      List<UUID> branch = tree.through(id(i)).orElseThrow();
      assertTrue(branch.contains(id(i)));
      assertTrue(branch.subList(0, branch.indexOf(id(i)) + 1).equals(tree.path(id(i))));
      assertEquals(branch.size(), branch.stream().distinct().count());
      assertTrue(tree.versions(id(i)).contains(id(i)));
    }
  }
}
