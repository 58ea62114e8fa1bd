//! Files to texts, each within its limits.

use std::path::{Path, PathBuf};

use super::ocr::Ocr;
use super::process::Worker;
use super::{ExtractError, Limits, Text, is_pdf, text};
use crate::model::Format;

/// Reads files for one thread. PDFs go through a worker process that belongs to it: started with
/// the first one, and again after a file that brought it down.
#[derive(Debug)]
pub struct Extractor {
    program: PathBuf,
    limits: Limits,
    ocr: Option<Ocr>,
    worker: Option<Worker>,
}

impl Extractor {
    /// `program` is what is started as the worker: this program itself, whose `main` has to call
    /// [`worker_main`](super::worker_main). `ocr` is a command that reads scans: see `--ocr`.
    pub fn new(program: &Path, limits: Limits, ocr: Option<String>) -> Self {
        let ocr = ocr.and_then(|command| Ocr::parse(&command));
        Self { program: program.to_owned(), limits, ocr, worker: None }
    }

    /// The text of a file. `path` is only for the program that reads scans.
    pub fn extract(&mut self, path: &Path, bytes: &[u8]) -> Result<Text, ExtractError> {
        let (size, limit) = (bytes.len() as u64, self.limits.max_file_size);
        if size > limit {
            return Err(ExtractError::TooLarge { size, limit });
        }
        match (self.read(bytes), &self.ocr) {
            (Err(error), Some(ocr)) if error.is_for_ocr() => {
                let read = ocr.run(path, self.limits.time_for_ocr)?;
                let body = self.read(&read).map_err(|e| ExtractError::Ocr(e.to_string()))?.body;
                Ok(Text { format: Format::Pdf, body })
            }
            (result, _) => result,
        }
    }

    fn read(&mut self, bytes: &[u8]) -> Result<Text, ExtractError> {
        if !is_pdf(bytes) {
            return Ok(Text { format: Format::Txt, body: text::decode(bytes)? });
        }
        Ok(Text { format: Format::Pdf, body: self.read_pdf(bytes)? })
    }

    fn read_pdf(&mut self, bytes: &[u8]) -> Result<String, ExtractError> {
        let mut worker = match self.worker.take().filter(Worker::is_mine) {
            Some(worker) => worker,
            None => Worker::start(&self.program, &self.limits)?,
        };
        match worker.extract(bytes, &self.limits) {
            Ok(answer) => {
                self.worker = Some(worker);
                answer
            }
            Err(death) => Err(worker.bury(death, &self.limits)),
        }
    }
}
