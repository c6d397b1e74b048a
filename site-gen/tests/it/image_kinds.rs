//! Images of every kind and shape, wherever a page shows them.

use std::fs;

use image::{
    ExtendedColorType, ImageEncoder as _,
    codecs::{jpeg::JpegEncoder, png::PngEncoder, webp::WebPEncoder},
};
use site_gen::content::assets::images::{Format, Image};

use crate::{
    harness::{Site, run, text},
    images::jpeg,
};

/// An image of one colour, half transparent where it can be.
fn encoded(format: Format, colour: ExtendedColorType, width: u32, height: u32) -> Vec<u8> {
    let bits = usize::from(colour.bits_per_pixel());
    let raw = vec![130; bits / 8 * width as usize * height as usize];
    let mut bytes = Vec::new();
    match format {
        Format::Jpeg => JpegEncoder::new(&mut bytes).write_image(&raw, width, height, colour),
        Format::Png => PngEncoder::new(&mut bytes).write_image(&raw, width, height, colour),
        _ => WebPEncoder::new_lossless(&mut bytes).write_image(&raw, width, height, colour),
    }
    .unwrap();
    bytes
}

/// What is made of an image of each kind and shape, and what browsers without AVIF get.
#[test]
fn whatever_an_image_is_it_is_made_or_goes_out_as_it_is() {
    use ExtendedColorType::{L8, L16, La8, La16, Rgb8, Rgb16, Rgba8, Rgba16};
    for (format, colour, width, height, shown) in [
        (Format::Jpeg, Rgb8, 1, 1, (1, 1)),
        (Format::Jpeg, L8, 20, 10, (20, 10)),
        (Format::Jpeg, Rgb8, 3300, 1, (1600, 1)),
        (Format::Jpeg, Rgb8, 1, 900, (1, 900)),
        (Format::Png, Rgb8, 1, 1, (1, 1)),
        (Format::Png, Rgba8, 20, 10, (20, 10)),
        (Format::Png, L8, 20, 10, (20, 10)),
        (Format::Png, La8, 20, 10, (20, 10)),
        (Format::Png, Rgb16, 20, 10, (20, 10)),
        (Format::Png, Rgba16, 20, 10, (20, 10)),
        (Format::Png, L16, 20, 10, (20, 10)),
        (Format::Png, La16, 20, 10, (20, 10)),
        (Format::Webp, Rgb8, 20, 10, (20, 10)),
        (Format::Webp, Rgba8, 540, 10, (540, 10)),
    ] {
        let name = format!("salle.{}", format.endings()[0]);
        let site = Site::of("pages/a.md", &format!("---\ntitle: A\n---\n![S](/assets/{name})\n"));
        let site =
            site.with_bytes(&format!("assets/{name}"), &encoded(format, colour, width, height));
        let case = format!("{format:?} {colour:?} {width} {height}");
        let done = run(&site, &["build", "--no-compress"]);
        assert!(done.status.success(), "{case}: {}", text(&done.stderr));
        let public = site.dist().join("public");
        let page = fs::read_to_string(public.join("a/index.html")).unwrap();
        let size = format!("width=\"{}\" height=\"{}\"", shown.0, shown.1);
        assert!(page.contains(&size), "{case}: {page}");
        let addresses = page.split(['"', ' ', ',']).filter(|it| it.starts_with("/assets/"));
        let addresses: Vec<&str> = addresses.filter(|it| it.contains("salle")).collect();
        let mut avif = Vec::new();
        for address in addresses {
            let bytes = fs::read(public.join(&address[1..])).unwrap();
            let made = Image::read(&bytes).unwrap();
            // What is transparent is never made one that cannot be.
            assert!(made.format == format || made.format == Format::Avif, "{case}: {address}");
            avif.extend(made.size.filter(|_| made.format == Format::Avif));
        }
        let widest = avif.iter().max();
        assert_eq!(widest, cfg!(feature = "avif").then_some(&shown), "{case}: {avif:?}");
    }
}

/// Each place in which a page may show one, and whether it is shown in several widths there.
#[test]
fn wherever_an_image_of_markdown_stands_it_is_shown_in_several_widths() {
    for (prose, is_made) in [
        ("![S](/assets/salle.jpg)", true),
        ("Une ![S](/assets/salle.jpg) dans le texte.", true),
        ("[![S](/assets/salle.jpg)](/)", true),
        ("| A |\n| --- |\n| ![S](/assets/salle.jpg) |", true),
        ("- ![S](/assets/salle.jpg)", true),
        ("> ![S](/assets/salle.jpg)", true),
        ("## ![S](/assets/salle.jpg)", true),
        ("![S][1]\n\n[1]: /assets/salle.jpg", true),
        ("![salle]\n\n[salle]: /assets/salle.jpg \"Nîmes\"", true),
        ("Une note[^1].\n\n[^1]: ![S](/assets/salle.jpg)", true),
        ("{{< cadre >}}\n![S](/assets/salle.jpg)\n{{< /cadre >}}", true),
        ("{{< include file=\"includes/a.md\" />}}", true),
        ("![S]({{ data.lieu.image }})", true),
        ("![S](salle.jpg)", true),
        // What its author wrote as HTML is as they wrote it, but for its address.
        ("<img src=\"/assets/salle.jpg\" alt=\"S\">", false),
        ("{{< photo />}}", false),
    ] {
        let site = Site::of("pages/a.md", &format!("---\ntitle: A\n---\n{prose}\n"))
            .with_bytes("assets/salle.jpg", &jpeg(540, 4))
            .with_bytes("pages/salle.jpg", &jpeg(540, 4))
            .with("pages/b.md", "---\ntitle: B\n---\n![S](salle.jpg) ![S](/assets/salle.jpg)\n")
            .with("includes/a.md", "![S](/assets/salle.jpg)\n")
            .with("data/lieu.toml", "image = \"/assets/salle.jpg\"\n")
            .with(
                "templates/components/cadre.html",
                "{% component cadre() %}<div>{{ body }}</div>{% endcomponent cadre %}\n\
                 {% component photo() %}<img src=\"{{ \"/assets/salle.jpg\" | asset }}\" alt=\"S\">\
                 {% endcomponent photo %}\n",
            );
        let built = site.build();
        assert!(built.0.report.diagnostics.is_empty(), "{prose}: {}", built.diagnostics());
        let page = text(&built.0.files["public/a/index.html"]);
        for code in ["srcset=\"/assets/_images/", "width=\"540\" height=\"4\""] {
            assert_eq!(page.contains(code), is_made, "{prose}\n{page}");
        }
        assert!(page.contains("salle."), "{prose}\n{page}");
    }
}
