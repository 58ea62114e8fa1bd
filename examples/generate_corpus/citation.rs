//! Guideline citations: what each side cites for an item, and how the letters of the time word it.

use imr_search::model::{Citation, CitedBy, Source};

use crate::prose::Scene;
use crate::rng::Rng;
use crate::tables::{REGIONS, Region, TOPICS, Topic};

/// The title of the chronic pain guideline, as every spelling of it is called in the truth.
const CHRONIC_PAIN: &str = "Chronic Pain Medical Treatment Guidelines";

/// How citations were worded in a layout and time.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wording {
    /// `MTUS Chronic Pain Treatment Guidelines Opioids Page(s): 78` (2014).
    Pages,
    /// `MTUS Chronic Pain Medical Treatment 2009, Section(s): Opioids` (2015 and later).
    Sections,
    /// `the MTUS ..., section on Opioids, page 78` (the decisions layout).
    Prose,
    /// `the ... (2009), Opioids, page 78, part of the MTUS` (the notice layout).
    PartOfMtus,
}

/// What one side cites for one item.
pub(crate) struct Brief<'a> {
    pub(crate) cited_by: CitedBy,
    pub(crate) wording: Wording,
    pub(crate) topic: &'a str,
    pub(crate) region: &'static str,
    pub(crate) year: i16,
}

/// Draws the citations of one side: an empty list says that nothing was cited.
pub(crate) fn draw(scene: &mut Scene<'_>, brief: &Brief<'_>) -> Vec<Citation> {
    let topics: Vec<&Topic> = TOPICS.iter().filter(|topic| topic.name == brief.topic).collect();
    let topic = *scene.rng.zipf(&topics);
    let region = region(brief.region);
    let nothing = if brief.cited_by == CitedBy::Reviewer { 0.03 } else { 0.10 };
    let mut drawn = Vec::new();
    match scene.rng.unit() {
        share if share < nothing => {}
        share if share < 0.58 => drawn.push(mtus(scene.rng, brief, topic, region)),
        share if share < 0.64 => {
            drawn.push(mtus(scene.rng, brief, topic, region));
            drawn.push(chapter(scene.rng, brief, region));
        }
        share if share < 0.78 => {
            drawn.push(mtus(scene.rng, brief, topic, region));
            drawn.push(odg(scene.rng, brief, topic, region));
        }
        share if share < 0.94 => drawn.push(odg(scene.rng, brief, topic, region)),
        share if share < 0.97 => drawn.push(acoem(scene.rng, brief, region)),
        _ => drawn.push(other(scene, brief)),
    }
    drawn.dedup_by(|b, a| a.source == b.source && a.guideline == b.guideline);
    drawn
}

/// The whole sentence or sentences in which a side names its citations.
pub(crate) fn sentence(cited_by: CitedBy, wording: Wording, citations: &[Citation]) -> String {
    let side = match (cited_by, wording) {
        (CitedBy::ClaimsAdministrator, _) => "The Claims Administrator",
        (CitedBy::Reviewer, Wording::Prose) => "The Physician Reviewer",
        (CitedBy::Reviewer, _) => "The Expert Reviewer",
    };
    if citations.is_empty() {
        return format!("{side} did not cite any medical evidence for its decision.");
    }
    match wording {
        Wording::Pages | Wording::Sections => decision_based_on(side, wording, citations),
        Wording::Prose | Wording::PartOfMtus => {
            let whose = if cited_by == CitedBy::Reviewer { "his/her" } else { "its" };
            let texts: Vec<&str> = citations.iter().map(|c| c.text.as_str()).collect();
            format!("{side} based {whose} decision on {}.", texts.join(", and "))
        }
    }
}

/// `Decision based on MTUS A, and B. Decision based on Non-MTUS Citation C.`
fn decision_based_on(side: &str, wording: Wording, citations: &[Citation]) -> String {
    let of = |mtus: bool| -> Vec<&str> {
        let wanted = citations.iter().filter(|c| (c.source == Some(Source::Mtus)) == mtus);
        wanted.map(|c| c.text.as_str()).collect()
    };
    let (inside, outside) = (of(true), of(false));
    let mut line = String::new();
    if !inside.is_empty() {
        line = format!("Decision based on {}.", inside.join(", and "));
    } else if wording == Wording::Sections {
        line = format!(
            "{side} based their decision on recommendation(s) outside of the MTUS Guidelines."
        );
    }
    if !outside.is_empty() {
        if !line.is_empty() {
            line.push(' ');
        }
        let lead = if wording == Wording::Pages { "Non-MTUS" } else { "Non-MTUS Citation" };
        let list = outside.join(" and Other Medical Treatment Guidelines ");
        line.push_str(&format!("Decision based on {lead} {list}."));
    }
    line
}

fn region(name: &str) -> &'static Region {
    let regions = &REGIONS;
    regions.iter().find(|region| region.name == name).unwrap_or(&regions[0])
}

/// The chronic pain guideline where it has a section on the topic, else the region's chapter.
fn mtus(rng: &mut Rng, brief: &Brief<'_>, topic: &Topic, region: &Region) -> Citation {
    if topic.name == "acupuncture" {
        return acupuncture(brief);
    }
    if topic.section.is_empty() {
        return chapter(rng, brief, region);
    }
    let pages = some_pages(rng, topic.pages);
    let section = topic.section;
    let (text, edition, pages) = match brief.wording {
        Wording::Pages => {
            let titles = ["Chronic Pain Treatment Guidelines", CHRONIC_PAIN];
            let title = rng.zipf(&titles);
            (format!("MTUS {title} {section} Page(s): {pages}"), None, pages)
        }
        Wording::Sections => {
            let edition = if brief.year >= 2017 { "2016" } else { "2009" };
            let (written, pages) = bare_page(rng, edition, pages);
            let text = format!(
                "MTUS Chronic Pain Medical Treatment {edition}, Section(s): {section}{written}"
            );
            (text, Some(edition), pages)
        }
        Wording::Prose => {
            let word = page_word(&pages);
            (format!("the MTUS {CHRONIC_PAIN}, section on {section}, {word} {pages}"), None, pages)
        }
        Wording::PartOfMtus => {
            let word = page_word(&pages);
            let text =
                format!("the {CHRONIC_PAIN} (2009), {section}, {word} {pages}, part of the MTUS");
            (text, Some("2009"), pages)
        }
    };
    cite(brief, Source::Mtus, Some(CHRONIC_PAIN), edition, &[section], &pages, text)
}

fn acupuncture(brief: &Brief<'_>) -> Citation {
    const TITLE: &str = "Acupuncture Medical Treatment Guidelines";
    let (text, edition) = match brief.wording {
        Wording::Pages => ("MTUS Acupuncture Treatment Guidelines".to_owned(), None),
        Wording::Sections => ("MTUS Acupuncture Treatment 2007".to_owned(), Some("2007")),
        Wording::Prose => (format!("the MTUS {TITLE}"), None),
        Wording::PartOfMtus => (format!("the {TITLE} (2007), part of the MTUS"), Some("2007")),
    };
    cite(brief, Source::Mtus, Some(TITLE), edition, &[], "", text)
}

/// The chapter of the 2004 guideline that covers the region.
fn chapter(rng: &mut Rng, brief: &Brief<'_>, region: &Region) -> Citation {
    let (title, edition) = (region.chapter, region.edition);
    let pages = some_pages(rng, region.pages);
    let word = page_word(&pages);
    match brief.wording {
        Wording::Pages => {
            let text = format!("MTUS {title} Page(s): {pages}");
            cite(brief, Source::Mtus, Some(title), None, &[], &pages, text)
        }
        Wording::Sections if rng.chance(0.25) => {
            let text = format!("MTUS {title} {edition}");
            cite(brief, Source::Mtus, Some(title), Some(edition), &[], "", text)
        }
        Wording::Sections => {
            let section = chapter_section(brief.topic);
            let (written, pages) = bare_page(rng, "2009", pages);
            let text = format!("MTUS {title} {edition}, Section(s): {section}{written}");
            cite(brief, Source::Mtus, Some(title), Some(edition), &[section], &pages, text)
        }
        Wording::Prose => {
            let text = format!("the MTUS {title}, {word} {pages}");
            cite(brief, Source::Mtus, Some(title), None, &[], &pages, text)
        }
        Wording::PartOfMtus => {
            let text = format!("the {title} ({edition}), {word} {pages}, part of the MTUS");
            cite(brief, Source::Mtus, Some(title), Some(edition), &[], &pages, text)
        }
    }
}

/// The section of a region's chapter that speaks of this kind of treatment.
fn chapter_section(topic: &str) -> &'static str {
    match topic {
        "imaging" | "electro" | "lab" => "Special Studies",
        "surgery" => "Surgical Considerations",
        "dme" => "Activity Alteration",
        "therapy" | "chiropractic" => "Initial Care",
        _ => "Physical Methods",
    }
}

fn odg(rng: &mut Rng, brief: &Brief<'_>, topic: &Topic, region: &Region) -> Citation {
    let (written, title) = match topic.odg {
        "region" => (region.odg, region.odg_title),
        odg => (odg, topic.odg_title),
    };
    let section = topic.odg_section;
    let long = "Official Disability Guidelines (ODG)";
    let (text, sections): (String, &[&str]) = match brief.wording {
        Wording::Prose | Wording::PartOfMtus => {
            (format!("the {long}, {written} Chapter, section {section}"), &[section])
        }
        Wording::Pages | Wording::Sections => match rng.between(0, 5) {
            0 => (format!("{long}, {written} Chapter"), &[]),
            1 => (format!("{long} {written}, {section}"), &[section]),
            2 => (format!("ODG, {written} Chapter, {section}"), &[section]),
            3 if brief.year >= 2015 => {
                let (month, day) = (rng.between(1, 12), rng.between(1, 28));
                let year = brief.year % 100;
                let text =
                    format!("ODG, {written} (updated {month}/{day}/{year}) Chapter: {section}");
                (text, &[section])
            }
            _ => (format!("{long}, {written} Chapter, {section}"), &[section]),
        },
    };
    cite(brief, Source::Odg, Some(title), None, sections, "", text)
}

fn acoem(rng: &mut Rng, brief: &Brief<'_>, region: &Region) -> Citation {
    let title = match region.chapter {
        "Neck and Upper Back Complaints" => "Cervical and Thoracic Spine Disorders",
        "Shoulder Complaints" => "Shoulder Disorders",
        "Knee Complaints" => "Knee Disorders",
        "Elbow Complaints" => "Elbow Disorders",
        _ => "Low Back Disorders",
    };
    let page = rng.between(30, 700).to_string();
    let text = match brief.wording {
        Wording::Prose | Wording::PartOfMtus => {
            format!(
                "the ACOEM Occupational Medicine Practice Guidelines, 3rd Edition, {title}, page {page}"
            )
        }
        _ => {
            format!("ACOEM Occupational Medicine Practice Guidelines, 3rd ed., {title}, pg. {page}")
        }
    };
    cite(brief, Source::Acoem, Some(title), None, &[], &page, text)
}

fn other(scene: &mut Scene<'_>, brief: &Brief<'_>) -> Citation {
    let mut text = String::new();
    if matches!(brief.wording, Wording::Prose | Wording::PartOfMtus) {
        text.push_str("a medical journal article: ");
    }
    scene.tell("journal", &mut text);
    cite(brief, Source::Other, None, None, &[], "", text)
}

fn cite(
    brief: &Brief<'_>,
    source: Source,
    guideline: Option<&str>,
    edition: Option<&str>,
    sections: &[&str],
    pages: &str,
    text: String,
) -> Citation {
    Citation {
        cited_by: brief.cited_by,
        source: Some(source),
        guideline: guideline.map(str::to_owned),
        edition: edition.map(str::to_owned),
        sections: sections.iter().map(|&section| section.to_owned()).collect(),
        pages: expand(pages),
        text,
    }
}

fn page_word(pages: &str) -> &'static str {
    if pages.contains(['-', ',']) { "pages" } else { "page" }
}

/// Now and then a page stands among the sections, as a bare number; not of the later edition,
/// whose pages are others.
fn bare_page(rng: &mut Rng, edition: &str, pages: String) -> (String, String) {
    if edition == "2009" && !pages.is_empty() && rng.chance(0.2) {
        (format!(", {pages}"), pages)
    } else {
        (String::new(), String::new())
    }
}

/// Some of the pages of a range, in one of the ways that people write them.
fn some_pages(rng: &mut Rng, range: &str) -> String {
    let Some((low, high)) = range.split_once('-') else { return range.to_owned() };
    let (low, high) = (low.parse().unwrap_or(1), high.parse().unwrap_or(1));
    let first = rng.between(low, high);
    match rng.between(0, 4) {
        0 if first < high => format!("{first},{}", first + 1),
        1 if first + 3 < high => format!("{first}-{}", first + 3),
        2 => first.to_string(),
        3 if first + 2 < high => format!("{first}, {}", first + 2),
        _ => range.to_owned(),
    }
}

/// Every single page of `78, 80-82`.
fn expand(pages: &str) -> Vec<String> {
    let mut all = Vec::new();
    for part in pages.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let (low, high) = part.split_once('-').unwrap_or((part, part));
        match (low.parse::<u32>(), high.parse::<u32>()) {
            (Ok(low), Ok(high)) => all.extend((low..=high).map(|page| page.to_string())),
            _ => all.push(part.to_owned()),
        }
    }
    all
}
