import type { FindingTexts } from "../texts.ts";

const timer = (field: string, group: string): FindingTexts["first_answer_timer_is_target"] => ({
  seen: (count) =>
    `The field ${field} has no more different values than there are operator groups (sessions with it: ${count}).`,
  means: `So it probably holds ${group}, not the time a client waited. This report does not use it.`,
  check: () =>
    "Do not use it as a reply time in other reports either; the reply times of this report come from the messages.",
});

const zeros = (name: string, instead: string): FindingTexts["nps_zero_for_unrated"] => ({
  seen: (count, of) => `${name} is 0 in ${count} of ${of} sessions and empty in none.`,
  means: `A 0 may mean “not rated” here, ${instead}.`,
  check: (contact) => `Compare some of these sessions with their ratings in TWIN, and write to ${contact}.`,
});

export const findings: FindingTexts = {
  rows_unreadable: {
    seen: (count, of, fields, reasons) =>
      `Sessions that could not be read: ${count} of ${of} (${reasons}; fields: ${fields}).`,
    means:
      "They are in no figure of this report. TWIN may have changed the form of these fields, or the data may be damaged.",
    check: (contact) =>
      `Look at the sheet “Invalid rows” of the session table, and write to ${contact} before you use the figures.`,
  },
  rows_outside_time_asked: {
    seen: (count, of) => `Sessions created outside the time that was asked for: ${count} of ${of}.`,
    means: "TWIN may select by another time than that of creation, so sessions may be missing from the report.",
    check: () => "Compare the number of sessions with the one that TWIN itself shows.",
  },
  rows_out_of_order: {
    seen: () => "TWIN did not list the sessions in the order of their creation, although it was asked to.",
    means: "The figures are still correct, but a day with more than 1,000 sessions could not be read.",
    check: (contact) => `Write to ${contact}: TWIN no longer sorts by the time of creation.`,
  },
  sessions_listed_twice: {
    seen: (count, of) => `Rows that repeat a session already received: ${count} of ${of}.`,
    means: "Each session is counted once, in its latest state. The figures are correct, and nothing is missing.",
    check: (contact) => `Write to ${contact}, so that they can ask TWIN why its list repeats sessions.`,
  },
  ids_not_exact: {
    seen: (count, of, fields) =>
      `Sessions with an ID that is a number too long to be exact: ${count} of ${of} (${fields}).`,
    means:
      "Two such IDs can turn into one on the way, so they are not used: operators are told apart by name, and a group, bot or widget may be missing.",
    check: () => "Ask TWIN to send these IDs as text. Until then, do not rely on the tables by these fields.",
  },
  sessions_of_other_company: {
    seen: (count, of) => `Sessions of another company than the one in the filter: ${count} of ${of}.`,
    means: "TWIN seems to ignore the choice of a company, so the figures include sessions that do not belong to it.",
    check: () => "Compare the companies on the sheet “Channels and groups” with the company of this report.",
  },
  sessions_of_other_bot: {
    seen: (count, of) => `Sessions of another bot than the one in the filter, or of none: ${count} of ${of}.`,
    means: "TWIN seems to ignore the choice of a bot, so the figures include sessions that do not belong to it.",
    check: () => "Compare the bots on the sheet “Channels and groups” with the bot of this report.",
  },
  supervised_one_company: {
    seen: (count) =>
      `All sessions with a company (${count}) have the same one, although supervised companies were asked for too.`,
    means: "TWIN may not have understood that request, so sessions of the other companies are missing.",
    check: () => "Check in TWIN whether the supervised companies had sessions.",
  },
  fields_not_asked: {
    seen: (count, of) => `Sessions with fields that the report did not ask for: ${count} of ${of}.`,
    means:
      "TWIN sends more than it is asked for. The figures are not affected, but the data may contain more personal data than wanted.",
    check: (contact) => `Write to ${contact}: TWIN no longer keeps to the list of fields.`,
  },
  fields_missing: {
    seen: (count, of, fields) =>
      `Fields that none of the ${of} sessions has (absent, not just empty): ${count} (${fields}).`,
    means: "TWIN may have renamed or dropped them. The figures that depend on them are then empty or 0.",
    check: (contact) => `Do not trust figures that depend on these fields, and write to ${contact}.`,
  },
  first_answer_timer_is_target: timer("operatorTimerFirstAnswer", "a group's target for the first reply"),
  next_answers_timer_is_target: timer("operatorTimerNextAnswers", "a group's target for further replies"),
  nps_zero_for_unrated: zeros("NPS", "and NPS is then far too low"),
  csi_zero_for_unrated: zeros("CSI", "and unrated sessions are then counted as invalid"),
  rating_zero_for_unrated: zeros("The TWIN rating", "and its mean is then too low"),
  handled_without_operator: {
    seen: (count, of) => `Handled sessions that name no operator: ${count} of ${of}.`,
    means: "They count in the totals, but for no operator (row “No operator”).",
    check: () =>
      "Check in TWIN who answered in some of them: the operator may have been deleted, or it was an automatic reply.",
  },
  offered_by_group_alone: {
    seen: (count, of) =>
      `In ${count} of ${of} unanswered or waiting sessions, the operator group is the only sign that they were passed to operators; there is no bot-only session.`,
    means: "TWIN may also set the group in sessions of the bot; then the unanswered rate is too high.",
    check: () => "Check in TWIN whether some of these sessions were really passed to operators.",
  },
  replies_not_counted: {
    seen: (count, of) => `Sessions with a first message of an operator but 0 operator messages: ${count} of ${of}.`,
    means: "This number may mean something else; then the report shows fewer operator messages than there were.",
    check: () => "Compare the messages of some of these sessions with what TWIN shows.",
  },
  duration_beyond_session: {
    seen: (count, of) => `Dialogues that last longer than their whole session: ${count} of ${of}.`,
    means:
      "Their durations cannot be right, and the mean may be far too long; the median hardly changes. If this is true of most dialogues, TWIN may give durations in another unit than seconds.",
    check: () => "Use the median duration, and compare some of these sessions with what TWIN shows.",
  },
};
