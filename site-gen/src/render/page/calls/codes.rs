//! The kinds of mistakes in calls of components and in includes.

authoring::codes! {
    COMPONENT_UNKNOWN = "component-unknown" {
        means: "The text calls a component that no template defines, or a shortcode of another program.",
        hurts: "Readers miss what it was to show.",
        wrong: "{{< crate title=\"Contact\" />}}",
        right: "{{< carte title=\"Contact\" />}}",
    }
    COMPONENT_PARAMETER = "component-parameter" {
        means: "A call lacks a parameter of its component, says one twice or without its name, or \
            has one that the component does not know.",
        hurts: "Readers would see a box without its title, or not what its author meant.",
        wrong: "{{< carte titel=\"Contact\" />}}",
        right: "{{< carte title=\"Contact\" />}}",
    }
    COMPONENT_VALUE = "component-value" {
        means: "The value of a parameter is not of its type, or no value at all: a text stands in \
            quotes, a number does not.",
        hurts: "Readers would see a heading without its size, or a list of letters.",
        wrong: "{{< carte title=\"Contact\" level=\"2\" />}}",
        right: "{{< carte title=\"Contact\" level=2 />}}",
    }
    COMPONENT_NOT_CLOSED = "component-not-closed" {
        means: "The text of a component is never closed, or closed without having been opened.",
        hurts: "Nobody knows where its box ends, and readers would find the rest of the page in it, \
            or no box.",
        wrong: "{{< carte title=\"Contact\" >}}\nÀ Nîmes.",
        right: "{{< carte title=\"Contact\" >}}\nÀ Nîmes.\n{{< /carte >}}",
    }
    COMPONENT_TEXT = "component-text" {
        means: "A component has a text and shows none, lacks the one that it shows, or shows it \
            more than once.",
        hurts: "Readers would miss what is written there, or read it twice.",
        wrong: "{{< trait >}}À Nîmes.{{< /trait >}}",
        right: "{{< trait />}}\n\nÀ Nîmes.",
    }
    INCLUDE_FILE = "include-file" {
        means: "An include names a file that is not in `content/includes/`, or that is no text.",
        hurts: "Readers miss what it says.",
        wrong: "{{< include file=\"includes/adrese.md\" />}}",
        right: "{{< include file=\"includes/adresse.md\" />}}",
    }
    INCLUDE_FRONT_MATTER = "include-front-matter" in "includes/exemple.md" {
        means: "A text that pages include begins with front matter, which only pages have.",
        hurts: "Readers would see its keys, as a heading above the text.",
        wrong: "---\ntitle: Adresse\n---\n\n12 rue Haute",
        right: "12 rue Haute",
    }
    INCLUDE_LOOP = "include-loop" in "includes/exemple.md" {
        means: "A file includes itself, or another one that includes it.",
        hurts: "The page would have no end.",
        wrong: "{{< include file=\"includes/exemple.md\" />}}",
        right: "{{< include file=\"includes/adresse.md\" />}}",
    }
    INCLUDE_LINES = "include-lines" {
        means: "The lines that are asked of a file are not in it, or are no lines.",
        hurts: "Readers would see no code, or not the code that the text speaks of.",
        wrong: "{{< code file=\"includes/adresse.md\" lines=\"3-90\" />}}",
        right: "{{< code file=\"includes/adresse.md\" lines=\"1-2\" />}}",
    }
}
