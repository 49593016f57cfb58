-- A role that somebody was given by mistake, or has no more; the row stays, and the same role given again revives it.
alter table participant add column ended_at timestamptz;
grant update (ended_at) on participant to ${app};
