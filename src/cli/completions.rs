//! `backfile completions`.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::{Command, Exit};

#[derive(Args)]
pub(super) struct Completions {
    shell: Shell,
}

impl Completions {
    pub fn run(&self) -> Exit {
        let mut command = Command::command();
        clap_complete::generate(self.shell, &mut command, "backfile", &mut std::io::stdout());
        Exit::Done
    }
}
