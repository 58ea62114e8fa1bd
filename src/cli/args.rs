//! What can be typed.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

use crate::library::{self, Grouping, Sort};
use crate::model::Outcome;

/// Full-text search over California Independent Medical Review determinations, disputed item by
/// disputed item.
#[derive(Debug, Parser)]
#[command(name = "imr", version, max_term_width = 100, disable_help_subcommand = true)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// What every command takes.
#[derive(Debug, ClapArgs)]
pub(super) struct Global {
    /// Folder of the index
    #[arg(long, global = true, env = "IMR_INDEX", default_value = "index", value_name = "DIR")]
    pub(super) index: PathBuf,
    /// When to use colour; the variable NO_COLOR also turns it off
    #[arg(long, global = true, default_value = "auto", value_name = "WHEN")]
    pub(super) color: Color,
    /// Print more about what is being done
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub(super) verbose: u8,
    /// Print results and errors only
    #[arg(short, long, global = true)]
    pub(super) quiet: bool,
    /// Number of threads [default: one per core]
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(super) threads: Option<u16>,
    /// Do not show long results in a pager
    #[arg(long, global = true)]
    pub(super) no_pager: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Bring the index up to date with the corpus
    Index(IndexArgs),
    /// Search for disputed items
    Search(SearchArgs),
    /// Count items by the values of a field
    Facets(FacetsArgs),
    /// Show one determination
    Show(ShowArgs),
    /// Find items similar to one
    Similar(SimilarArgs),
    /// Parse letters without indexing them, as one JSON object per line
    Parse(ParseArgs),
    /// List the fields of the query language
    Fields(FieldsArgs),
    /// Verify the index
    Check(CheckArgs),
    /// Print the completion script of a shell
    Completions(CompletionsArgs),
    /// Print the manual pages
    Man,
    /// Print help for a command, or the query language with `help query`
    Help(HelpArgs),
}

/// How files are read.
#[derive(Debug, ClapArgs)]
pub(super) struct ReadArgs {
    /// Skip files larger than this, in megabytes
    #[arg(long, default_value_t = 64, value_name = "MB")]
    pub(super) max_file_size: u64,
    /// Give up a file after this time, in seconds
    #[arg(long, default_value_t = 20, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..))]
    pub(super) max_file_time: u64,
    /// Give up a PDF that needs more memory than this, in megabytes
    #[arg(long, default_value_t = 1024, value_name = "MB", value_parser = clap::value_parser!(u64).range(64..))]
    pub(super) max_file_memory: u64,
    /// Command that prints the text of a scanned PDF; {} stands for the file
    #[arg(long, value_name = "COMMAND")]
    pub(super) ocr: Option<String>,
}

#[derive(Debug, ClapArgs)]
pub(super) struct IndexArgs {
    /// Corpus folders [default: those of the index, or corpus]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Build the index from scratch, beside the old one, which stays until the new one is whole
    #[arg(long, conflicts_with = "drop")]
    pub(super) rebuild: bool,
    /// Remove letters even if a corpus folder is empty or much of it is gone
    #[arg(long)]
    pub(super) allow_removal: bool,
    /// Remove a corpus folder from the index; may be repeated
    #[arg(long, value_name = "DIR")]
    pub(super) drop: Vec<PathBuf>,
    /// Retry files that could not be read before
    #[arg(long)]
    pub(super) retry: bool,
    /// Write the result of each file to FILE, as JSON Lines
    #[arg(long, value_name = "FILE")]
    pub(super) report: Option<PathBuf>,
    /// Exit with 2 if a letter could not be read
    #[arg(long)]
    pub(super) strict: bool,
    /// Commit every N seconds
    #[arg(long, default_value_t = 300, value_name = "N")]
    pub(super) commit_every: u64,
    #[command(flatten)]
    pub(super) read: ReadArgs,
    #[command(flatten)]
    pub(super) output: OutputArgs,
}

/// What results are printed as.
#[derive(Debug, ClapArgs)]
pub(super) struct OutputArgs {
    /// Output format
    #[arg(long, default_value = "text")]
    format: OutputFormat,
    /// Short for --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum OutputFormat {
    /// Text for people
    Text,
    /// One JSON object
    Json,
    /// One JSON object per line
    Jsonl,
    /// Comma-separated values
    Csv,
}

/// How a query is read.
#[derive(Debug, ClapArgs)]
pub(super) struct QueryArgs {
    /// Search for the words as typed, without other spellings, abbreviations and brand names
    #[arg(long)]
    pub(super) exact: bool,
    /// File with more synonyms, in addition to the built-in ones
    #[arg(long, value_name = "FILE")]
    pub(super) vocabulary: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub(super) struct SearchArgs {
    /// The query; every item if it is empty
    #[arg(value_name = "QUERY")]
    pub(super) query: Vec<String>,
    /// What counts as a hit
    #[arg(long, default_value = "item")]
    pub(super) by: By,
    /// Maximum number of hits
    #[arg(short = 'n', long, default_value_t = 10, value_name = "N")]
    pub(super) limit: usize,
    /// Number of hits to skip
    #[arg(long, default_value_t = 0, value_name = "N")]
    pub(super) offset: usize,
    /// Order of the hits: score, decided, -decided (newest first), case
    #[arg(long, default_value = "score", allow_hyphen_values = true, value_name = "ORDER")]
    pub(super) sort: SortBy,
    /// Also count the matching items by this field; may be repeated
    #[arg(long, value_name = "FIELD")]
    pub(super) facet: Vec<String>,
    /// Whether the counts of a field obey the query's own filter on it
    #[arg(long, default_value = "conjunctive", value_name = "MODE")]
    pub(super) facet_mode: FacetMode,
    /// Show every matching passage instead of the best one
    #[arg(long)]
    pub(super) passages: bool,
    /// Bring the index up to date first
    #[arg(long)]
    pub(super) refresh: bool,
    #[command(flatten)]
    pub(super) words: QueryArgs,
    #[command(flatten)]
    pub(super) output: OutputArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum By {
    /// A disputed item
    Item,
    /// A letter with those of its items that match
    Letter,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SortBy {
    /// Best match first
    Score,
    /// Oldest decision first
    Decided,
    /// Newest decision first
    #[value(name = "-decided")]
    NewestDecided,
    /// By case number
    Case,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FacetMode {
    /// Counts are of the items that match the whole query
    Conjunctive,
    /// Counts of a field leave out the query's own filter on that field
    Disjunctive,
}

#[derive(Debug, ClapArgs)]
pub(super) struct FacetsArgs {
    /// Field: guideline, page, source (each also with ur. or imr.), category, outcome,
    /// specialty, year, diagnosis, treatment, cited_by, priority, layout, age, gender
    #[arg(value_name = "FIELD")]
    pub(super) field: String,
    /// Count only the items that match this query
    #[arg(value_name = "QUERY")]
    pub(super) query: Vec<String>,
    /// Count the values one level below this one
    #[arg(long, value_name = "PATH", default_value = "")]
    pub(super) under: String,
    /// Also list the values of the deepest level, with their full paths
    #[arg(long)]
    pub(super) deepest: bool,
    /// Maximum number of values [default: all]
    #[arg(short = 'n', long, value_name = "N")]
    pub(super) limit: Option<usize>,
    #[command(flatten)]
    pub(super) words: QueryArgs,
    #[command(flatten)]
    pub(super) output: OutputArgs,
}

#[derive(Debug, ClapArgs)]
pub(super) struct ShowArgs {
    /// Case number, CASE#ITEM for one of its items, or path of a letter
    #[arg(value_name = "CASE|PATH")]
    pub(super) letter: String,
    /// Highlight what this query matches
    #[arg(long, allow_hyphen_values = true, value_name = "QUERY")]
    pub(super) query: Option<String>,
    #[command(flatten)]
    pub(super) words: QueryArgs,
    #[command(flatten)]
    pub(super) output: OutputArgs,
}

#[derive(Debug, ClapArgs)]
pub(super) struct SimilarArgs {
    /// Case number and item; the first item if none is given
    #[arg(value_name = "CASE#ITEM")]
    pub(super) item: String,
    /// Only items with this outcome
    #[arg(long)]
    pub(super) outcome: Option<OutcomeArg>,
    /// Maximum number of items
    #[arg(short = 'n', long, default_value_t = 10, value_name = "N")]
    pub(super) limit: usize,
    #[command(flatten)]
    pub(super) output: OutputArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum OutcomeArg {
    Upheld,
    Overturned,
}

#[derive(Debug, ClapArgs)]
pub(super) struct ParseArgs {
    /// Letters and folders of letters
    #[arg(value_name = "FILE|DIR", required = true)]
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) read: ReadArgs,
}

#[derive(Debug, ClapArgs)]
pub(super) struct FieldsArgs {
    #[command(flatten)]
    pub(super) output: OutputArgs,
}

#[derive(Debug, ClapArgs)]
pub(super) struct CheckArgs {
    /// List the files that could not be read, as JSON Lines
    #[arg(long)]
    pub(super) unreadable: bool,
    /// Retry files that could not be read before
    #[arg(long)]
    pub(super) retry: bool,
    #[command(flatten)]
    pub(super) output: OutputArgs,
}

#[derive(Debug, ClapArgs)]
pub(super) struct HelpArgs {
    /// Name of a command, or `query` for the query language
    #[arg(value_name = "COMMAND|query")]
    pub(super) topic: Option<String>,
}

#[derive(Debug, ClapArgs)]
pub(super) struct CompletionsArgs {
    /// Shell
    pub(super) shell: clap_complete::Shell,
}

impl From<By> for Grouping {
    fn from(by: By) -> Self {
        match by {
            By::Item => Self::Item,
            By::Letter => Self::Letter,
        }
    }
}

impl From<SortBy> for Sort {
    fn from(by: SortBy) -> Self {
        match by {
            SortBy::Score => Self::Score,
            SortBy::Decided => Self::Decided,
            SortBy::NewestDecided => Self::NewestDecided,
            SortBy::Case => Self::Case,
        }
    }
}

impl From<FacetMode> for library::FacetMode {
    fn from(mode: FacetMode) -> Self {
        match mode {
            FacetMode::Conjunctive => Self::Conjunctive,
            FacetMode::Disjunctive => Self::Disjunctive,
        }
    }
}

impl From<OutcomeArg> for Outcome {
    fn from(outcome: OutcomeArg) -> Self {
        match outcome {
            OutcomeArg::Upheld => Self::Upheld,
            OutcomeArg::Overturned => Self::Overturned,
        }
    }
}

impl Default for ReadArgs {
    fn default() -> Self {
        Self { max_file_size: 64, max_file_time: 20, max_file_memory: 1024, ocr: None }
    }
}

impl OutputArgs {
    /// The format asked for.
    pub(super) fn format(&self) -> OutputFormat {
        if self.json { OutputFormat::Json } else { self.format }
    }
}

impl Global {
    /// Threads to use.
    pub(super) fn threads(&self) -> usize {
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        self.threads.map_or_else(cores, usize::from)
    }
}

impl Color {
    /// Makes it the choice of all streams.
    pub(super) fn apply(self) {
        match self {
            Self::Auto => anstream::ColorChoice::Auto,
            Self::Always => anstream::ColorChoice::Always,
            Self::Never => anstream::ColorChoice::Never,
        }
        .write_global();
    }
}
