//! Who needs a call, and why: the tasks that missed sessions raise, the reasons for which somebody may be about to leave,
//! and the list of both (mission M1, M12; fact sheet 7, rules 7 and 8).

mod call;
mod days;
mod facts;
mod list;
mod reason;
mod rules;
mod task;

pub use call::{CallToday, call_today};
pub use days::{Came, SessionDay, session_days};
pub use facts::{Asked, Facts, Short, Told, gather, weeks_looked_at};
pub use list::{Last, Risk, list};
pub use reason::{Reason, When};
pub use rules::{Rule, rules, sees_every_reason};
pub use task::{Answered, Step, Task, Tried, next_step, tasks};
