package one.imago.watermark.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import one.imago.node.picture.Picture;
import one.imago.watermark.scene.SceneRenderer;
import org.junit.jupiter.api.Test;

class AttacksIT {
    private final Picture scene = SceneRenderer.render(3, 241, 162);

    @Test
    void fortyAreCountedTogetherAndThirtyFiveMeasureCopyDetection() {
        assertThat(Attacks.marks().stream().filter(Attack::inSuite)).hasSize(40);
        assertThat(Attacks.copies()).hasSize(35);
    }

    @Test
    void everyNameIsThereOnce() {
        for (List<Attack> list : List.of(Attacks.marks(), Attacks.copies())) {
            assertThat(list.stream().map(Attack::name)).doesNotHaveDuplicates();
        }
        assertThat(Attacks.named("jpeg50")).isPresent();
        assertThat(Attacks.named("jpeg51")).isEmpty();
    }

    @Test
    void thePictureStaysAsItWasAndTheResultIsTheSameEachTime() {
        byte[] before = scene.bgr().clone();
        for (Attack attack : all()) {
            Picture once = attack.apply(scene, "scene");
            Picture again = attack.apply(scene, "scene");
            assertThat(scene.bgr()).as("%s", attack).isEqualTo(before);
            assertThat(once.bgr()).as("%s", attack).isEqualTo(again.bgr()).hasSize(3 * once.width() * once.height());
        }
    }

    @Test
    void everyAttackButTheFirstChangesSomething() {
        for (Attack attack : all()) {
            boolean same = Arrays.equals(attack.apply(scene, "scene").bgr(), scene.bgr());
            assertThat(same).as("%s", attack).isEqualTo(attack.family() == Family.NONE);
        }
    }

    @Test
    void choicesDependOnThePicturesName() {
        Attack paint = Attacks.named("paint25").orElseThrow();
        assertThat(paint.apply(scene, "one").bgr())
                .isNotEqualTo(paint.apply(scene, "two").bgr());
    }

    @Test
    void cropsAndScalesHaveTheSizeThatTheirNamesSay() {
        assertThat(size("resize50")).containsExactly(120, 81);
        assertThat(size("resize150")).containsExactly(362, 243);
        assertThat(size("crop_corner25")).containsExactly(120, 81);
        assertThat(size("rot90")).containsExactly(162, 241);
        assertThat(size("aspect_90x100")).containsExactly(217, 162);
    }

    private int[] size(String name) {
        Picture picture = Attacks.named(name).orElseThrow().apply(scene, "scene");
        return new int[] {picture.width(), picture.height()};
    }

    private static List<Attack> all() {
        return Stream.concat(
                        Attacks.marks().stream(),
                        Stream.concat(
                                Attacks.copies().stream(),
                                Stream.of(Attacks.pastedOn(SceneRenderer.render(4, 200, 150), 0.5))))
                .toList();
    }
}
