package one.imago.watermark.attack;

import static one.imago.watermark.attack.Family.COMBINATION;
import static one.imago.watermark.attack.Family.COMPRESSION;
import static one.imago.watermark.attack.Family.CROPPING;
import static one.imago.watermark.attack.Family.MIRRORING;
import static one.imago.watermark.attack.Family.NOISE;
import static one.imago.watermark.attack.Family.NONE;
import static one.imago.watermark.attack.Family.OCCLUSION;
import static one.imago.watermark.attack.Family.PERSPECTIVE;
import static one.imago.watermark.attack.Family.PIPELINE;
import static one.imago.watermark.attack.Family.ROTATION;
import static one.imago.watermark.attack.Family.SCALING;
import static one.imago.watermark.attack.Family.TONE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import one.imago.node.picture.Picture;
import org.opencv.core.Core;

/** Every attack by name. */
public final class Attacks {
    /** The forty that are counted together. */
    private static final List<Attack> SUITE = suite();

    /** Others of the same families, for which nothing was ever tuned. */
    private static final List<Attack> FURTHER = further();

    private static final List<Attack> COPIES = copyList();

    private Attacks() {}

    /** What a mark has to survive, the forty first. */
    public static List<Attack> marks() {
        return Stream.concat(SUITE.stream(), FURTHER.stream()).toList();
    }

    /** The thirty-five transformations by which copy detection is measured. */
    public static List<Attack> copies() {
        return COPIES;
    }

    /** One of {@link #marks()}. */
    public static Optional<Attack> named(String name) {
        return marks().stream().filter(attack -> attack.name().equals(name)).findFirst();
    }

    /** The picture reduced until it fills a share of the sides of another, and laid over that one. */
    public static Attack pastedOn(Picture background, double share) {
        return new Attack("paste" + Math.round(100 * share), OCCLUSION, 0, false, Overlays.pastedOn(background, share));
    }

    private static List<Attack> suite() {
        return new Listing(true)
                .add(NONE, 100, "identity", (picture, random) -> picture.clone())
                .add(COMPRESSION, 100, "jpeg70", Codecs.jpeg(70))
                .add(COMPRESSION, 100, "jpeg50", Codecs.jpeg(50))
                .add(COMPRESSION, 0, "jpeg30", Codecs.jpeg(30))
                .add(COMPRESSION, 100, "webp50", Codecs.webp(50))
                .add(SCALING, 100, "resize75", Sizes.scale(0.75))
                .add(SCALING, 100, "resize50", Sizes.scale(0.5))
                .add(SCALING, 95, "resize30", Sizes.scale(0.3))
                .add(SCALING, 100, "resize50_back", Sizes.there(0.5))
                .add(SCALING, 100, "aspect_90x100", Sizes.stretch(0.9, 1))
                .add(CROPPING, 100, "crop_centre50", Cuts.centre(0.5))
                .add(CROPPING, 100, "crop_corner25", Cuts.corner(0.25))
                .add(CROPPING, 100, "crop_border10", Cuts.border(0.1))
                .add(CROPPING, 90, "crop_rand10", Cuts.anywhere(0.1))
                .add(ROTATION, 100, "rot1", Turns.rotate(1))
                .add(ROTATION, 100, "rot5", Turns.rotate(5))
                .add(ROTATION, 100, "rot15", Turns.rotate(15))
                .add(ROTATION, 100, "rot90", Turns.quarter(Core.ROTATE_90_COUNTERCLOCKWISE))
                .add(ROTATION, 100, "rot5_crop", Turns.rotateAndCut(5))
                .add(MIRRORING, 100, "flip_h", Turns.mirrorLeftRight())
                .add(OCCLUSION, 100, "paint25", Overlays.paint(0.25))
                .add(OCCLUSION, 100, "text", Overlays.text())
                .add(TONE, 100, "bright_x1.5", Tones.linear(1.5, 0))
                .add(TONE, 100, "gamma0.6", Tones.gamma(0.6))
                .add(TONE, 100, "hue+30", Tones.colours(30, 1))
                .add(TONE, 100, "gray", Tones.gray())
                .add(NOISE, 100, "noise15", Grains.noise(15))
                .add(NOISE, 0, "blur2", Grains.blur(2))
                .add(NOISE, 100, "median5", Grains.median(5))
                .add(PIPELINE, 100, "screenshot", screenshot())
                .add(PIPELINE, 100, "social1080", Sizes.atMost(1080).then(Codecs.jpeg(75)))
                .add(PIPELINE, 100, "social720", Sizes.atMost(720).then(Codecs.jpeg(70)))
                .add(PIPELINE, 100, "messenger", messenger())
                .add(
                        COMBINATION,
                        85,
                        "crop50+resize50+jpeg70",
                        Cuts.anywhere(0.5).then(Sizes.scale(0.5)).then(Codecs.jpeg(70)))
                .add(COMBINATION, 97, "crop25+jpeg70", Cuts.corner(0.25).then(Codecs.jpeg(70)))
                .add(
                        COMBINATION,
                        97,
                        "rot5+crop+resize75+jpeg70",
                        Turns.rotateAndCut(5).then(Sizes.scale(0.75)).then(Codecs.jpeg(70)))
                .add(
                        COMBINATION,
                        97,
                        "flip+crop50+bright+jpeg60",
                        Turns.mirrorLeftRight()
                                .then(Cuts.anywhere(0.5))
                                .then(Tones.linear(1.1, 12))
                                .then(Codecs.jpeg(60)))
                .add(COMBINATION, 97, "paint25+jpeg50", Overlays.paint(0.25).then(Codecs.jpeg(50)))
                .add(COMBINATION, 97, "noise8+jpeg50", Grains.noise(8).then(Codecs.jpeg(50)))
                .add(PERSPECTIVE, 90, "persp3", Turns.perspective(0.03))
                .attacks();
    }

    private static List<Attack> further() {
        Listing listing = new Listing(false);
        furtherPixels(listing);
        furtherShapes(listing);
        furtherChains(listing);
        return listing.attacks();
    }

    private static void furtherPixels(Listing listing) {
        listing.add(COMPRESSION, 100, "jpeg60", Codecs.jpeg(60))
                .add(COMPRESSION, 100, "jpeg70_java", Codecs.javaJpeg(70))
                .add(COMPRESSION, 100, "jpeg50_java", Codecs.javaJpeg(50))
                .add(COMPRESSION, 0, "jpeg40", Codecs.jpeg(40))
                .add(COMPRESSION, 0, "jpeg20", Codecs.jpeg(20))
                .add(COMPRESSION, 100, "jpeg75_twice", Codecs.javaJpeg(75).then(Codecs.jpeg(65)))
                .add(COMPRESSION, 0, "webp30", Codecs.webp(30))
                .add(COMPRESSION, 100, "half_chroma", Codecs.halvedChroma())
                .add(COMPRESSION, 100, "posterise16", Codecs.posterise(16))
                .add(TONE, 100, "bright_x0.6", Tones.linear(0.6, 0))
                .add(TONE, 100, "bright+30", Tones.linear(1, 30))
                .add(TONE, 100, "contrast1.5", Tones.contrast(1.5))
                .add(TONE, 100, "contrast0.6", Tones.contrast(0.6))
                .add(TONE, 100, "gamma1.7", Tones.gamma(1.7))
                .add(TONE, 100, "saturation0.3", Tones.colours(0, 0.3))
                .add(TONE, 100, "saturation1.7", Tones.colours(0, 1.7))
                .add(TONE, 100, "hue-60", Tones.colours(-60, 1))
                .add(TONE, 100, "warm", Tones.balance(0.8, 1, 1.15))
                .add(TONE, 100, "negative", Tones.negative())
                .add(TONE, 100, "equalised", Tones.equalised())
                .add(NOISE, 100, "noise10", Grains.noise(10))
                .add(NOISE, 0, "noise25", Grains.noise(25))
                .add(NOISE, 0, "pepper2", Grains.saltAndPepper(0.02))
                .add(NOISE, 100, "blur1", Grains.blur(1))
                .add(NOISE, 100, "median3", Grains.median(3))
                .add(NOISE, 100, "sharpen", Grains.sharpen(1))
                .add(NOISE, 0, "smooth", Grains.smooth())
                .add(OCCLUSION, 100, "sticker", Overlays.sticker(0.4))
                .add(OCCLUSION, 100, "logo14", Overlays.logo(0.14))
                .add(OCCLUSION, 0, "paint50", Overlays.paint(0.5))
                .add(OCCLUSION, 100, "meme", Overlays.meme(0.16))
                .add(OCCLUSION, 100, "frame8", Overlays.frame(0.08, 255))
                .add(OCCLUSION, 100, "page", Overlays.page())
                .add(OCCLUSION, 100, "square", Overlays.square());
    }

    private static void furtherShapes(Listing listing) {
        listing.add(SCALING, 100, "resize150", Sizes.scale(1.5))
                .add(SCALING, 100, "resize130", Sizes.scale(1.3))
                .add(SCALING, 100, "resize85", Sizes.scale(0.85))
                .add(SCALING, 100, "resize60", Sizes.scale(0.6))
                .add(SCALING, 0, "resize40", Sizes.scale(0.4))
                .add(SCALING, 0, "resize200", Sizes.scale(2))
                .add(SCALING, 100, "resize70_nearest", Sizes.nearest(0.7))
                .add(SCALING, 100, "resize70_back", Sizes.there(0.7))
                .add(SCALING, 100, "aspect_100x85", Sizes.stretch(1, 0.85))
                .add(SCALING, 0, "aspect_120x80", Sizes.stretch(1.2, 0.8))
                .add(CROPPING, 100, "crop_left15", Cuts.strips(0.15, 0, 0, 0))
                .add(CROPPING, 100, "crop_top25", Cuts.strips(0, 0.25, 0, 0))
                .add(CROPPING, 100, "crop_square", Cuts.ratio(1))
                .add(CROPPING, 100, "crop_16x9", Cuts.ratio(16 / 9.0))
                .add(CROPPING, 100, "crop_rand25", Cuts.anywhere(0.25))
                .add(CROPPING, 100, "crop_3_pixels", Cuts.pixels(3, 1))
                .add(ROTATION, 100, "rot2", Turns.rotate(2))
                .add(ROTATION, 100, "rot-3", Turns.rotate(-3))
                .add(ROTATION, 100, "rot7", Turns.rotate(7))
                .add(ROTATION, 100, "rot-10", Turns.rotate(-10))
                .add(ROTATION, 100, "rot30", Turns.rotate(30))
                .add(ROTATION, 100, "rot45", Turns.rotate(45))
                .add(ROTATION, 100, "rot180", Turns.quarter(Core.ROTATE_180))
                .add(ROTATION, 100, "rot270", Turns.quarter(Core.ROTATE_90_CLOCKWISE))
                .add(ROTATION, 100, "rot3_crop", Turns.rotateAndCut(3))
                .add(MIRRORING, 100, "flip_v", Turns.mirrorTopBottom())
                .add(
                        MIRRORING,
                        100,
                        "flip+rot90",
                        Turns.mirrorLeftRight().then(Turns.quarter(Core.ROTATE_90_CLOCKWISE)))
                .add(PERSPECTIVE, 90, "persp2", Turns.perspective(0.02))
                .add(PERSPECTIVE, 0, "persp5", Turns.perspective(0.05))
                .add(PERSPECTIVE, 0, "shear3", Turns.shear(0.03));
    }

    private static void furtherChains(Listing listing) {
        listing.add(
                        PIPELINE,
                        100,
                        "screenshot_framed",
                        Sizes.scale(0.7).then(Overlays.screen()).then(Codecs.jpeg(85)))
                .add(
                        PIPELINE,
                        100,
                        "social_story",
                        Cuts.ratio(0.8).then(Sizes.atMost(1350)).then(Codecs.javaJpeg(75)))
                .add(PIPELINE, 100, "social_webp", Sizes.atMost(1200).then(Codecs.webp(75)))
                .add(
                        PIPELINE,
                        100,
                        "messenger_twice",
                        Sizes.atMost(1280)
                                .then(Codecs.jpeg(70))
                                .then(Sizes.atMost(960))
                                .then(Codecs.jpeg(70)))
                .add(
                        COMBINATION,
                        97,
                        "crop60+rot3+jpeg60",
                        Cuts.anywhere(0.6).then(Turns.rotate(3)).then(Codecs.jpeg(60)))
                .add(COMBINATION, 97, "resize60+webp50", Sizes.scale(0.6).then(Codecs.webp(50)))
                .add(
                        COMBINATION,
                        97,
                        "crop80+resize70+jpeg60",
                        Cuts.anywhere(0.8).then(Sizes.scale(0.7)).then(Codecs.javaJpeg(60)))
                .add(
                        COMBINATION,
                        97,
                        "flip+resize75+jpeg60",
                        Turns.mirrorLeftRight().then(Sizes.scale(0.75)).then(Codecs.jpeg(60)))
                .add(
                        COMBINATION,
                        97,
                        "contrast+noise5+jpeg60",
                        Tones.contrast(1.25).then(Grains.noise(5)).then(Codecs.jpeg(60)))
                .add(
                        COMBINATION,
                        97,
                        "crop80+sharpen+jpeg70",
                        Cuts.anywhere(0.8).then(Grains.sharpen(0.7)).then(Codecs.jpeg(70)))
                .add(
                        COMBINATION,
                        97,
                        "text+crop75+jpeg60",
                        Overlays.text().then(Cuts.anywhere(0.75)).then(Codecs.jpeg(60)))
                .add(
                        COMBINATION,
                        97,
                        "resize130+crop50+jpeg50",
                        Sizes.scale(1.3).then(Cuts.anywhere(0.5)).then(Codecs.jpeg(50)))
                .add(
                        COMBINATION,
                        97,
                        "gray+rot-2+jpeg70",
                        Tones.gray().then(Turns.rotateAndCut(-2)).then(Codecs.jpeg(70)));
    }

    private static List<Attack> copyList() {
        Listing listing = new Listing(false)
                .add(COMPRESSION, 0, "jpeg50", Codecs.jpeg(50))
                .add(COMPRESSION, 0, "jpeg10", Codecs.jpeg(10))
                .add(COMPRESSION, 0, "webp40", Codecs.webp(40))
                .add(SCALING, 0, "resize50", Sizes.scale(0.5))
                .add(SCALING, 0, "stretch", Sizes.stretch(1.25, 0.9))
                .add(TONE, 0, "gray", Tones.gray())
                .add(NOISE, 0, "blur2", Grains.blur(2))
                .add(NOISE, 0, "noise15", Grains.noise(15))
                .add(TONE, 0, "brighter", Tones.linear(1.4, 0))
                .add(TONE, 0, "darker", Tones.linear(0.6, 0))
                .add(TONE, 0, "contrast1.5", Tones.contrast(1.5))
                .add(TONE, 0, "contrast0.6", Tones.contrast(0.6))
                .add(TONE, 0, "gamma0.6", Tones.gamma(0.6))
                .add(TONE, 0, "gamma1.7", Tones.gamma(1.7))
                .add(TONE, 0, "hue+30", Tones.colours(30, 1))
                .add(TONE, 0, "saturation0.3", Tones.colours(0, 0.3))
                .add(SCALING, 0, "thumbnail20", Sizes.scale(0.2));
        return listing.add(OCCLUSION, 0, "text", Overlays.text())
                .add(OCCLUSION, 0, "logo14", Overlays.logo(0.14))
                .add(OCCLUSION, 0, "meme", Overlays.meme(0.16))
                .add(OCCLUSION, 0, "frame8", Overlays.frame(0.08, 255))
                .add(CROPPING, 0, "crop95", Cuts.anywhere(0.95))
                .add(CROPPING, 0, "crop90", Cuts.anywhere(0.90))
                .add(CROPPING, 0, "crop80", Cuts.anywhere(0.80))
                .add(CROPPING, 0, "crop70", Cuts.strips(0.02, 0.03, 0.15, 0.13))
                .add(CROPPING, 0, "crop50", Cuts.strips(0.25, 0.05, 0.05, 0.24))
                .add(ROTATION, 0, "rot2", Turns.rotate(2))
                .add(ROTATION, 0, "rot5", Turns.rotate(5))
                .add(ROTATION, 0, "rot15", Turns.rotate(15))
                .add(ROTATION, 0, "rot90", Turns.quarter(Core.ROTATE_90_COUNTERCLOCKWISE))
                .add(ROTATION, 0, "rot180", Turns.quarter(Core.ROTATE_180))
                .add(MIRRORING, 0, "flip_h", Turns.mirrorLeftRight())
                .add(OCCLUSION, 0, "paste50", Overlays.pastedOnClouds(0.5))
                .add(OCCLUSION, 0, "paste30", Overlays.pastedOnClouds(0.3))
                .add(PIPELINE, 0, "screenshot", screenshot())
                .attacks();
    }

    private static Step screenshot() {
        return Sizes.scale(0.83).then(Codecs.jpeg(80)).then(Cuts.border(0.06));
    }

    /** Reduced twice as hard when it was not large, as messengers do. */
    private static Step messenger() {
        Step smaller = (picture, random) -> Sizes.atMost(Math.max(picture.cols(), picture.rows()) > 1600 ? 1600 : 600)
                .on(picture, random);
        return smaller.then(Codecs.jpeg(75)).then(Codecs.jpeg(60));
    }

    /** Collects attacks in order. */
    private record Listing(boolean inSuite, List<Attack> attacks) {
        Listing(boolean inSuite) {
            this(inSuite, new ArrayList<>());
        }

        Listing add(Family family, int target, String name, Step step) {
            attacks.add(new Attack(name, family, target, inSuite, step));
            return this;
        }
    }
}
