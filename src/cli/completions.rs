//! `backfile completions`.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::{Command, Exit, report};

#[derive(Args)]
pub(super) struct Completions {
    shell: Shell,
}

impl Completions {
    pub fn run(&self) -> Exit {
        let mut command = Command::command();
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut command, "backfile", &mut script);
        report::say(String::from_utf8_lossy(&script).trim_end());
        Exit::Done
    }
}
