import type { FindingTexts } from "../texts.ts";

const timer = (field: string, group: string): FindingTexts["first_answer_timer_is_target"] => ({
  seen: (count) =>
    `The field ${field} has no more different values than there are operator groups (sessions with it: ${count}).`,
  means: `So it probably holds ${group}, not the time a client waited. This report does not use it.`,
  check: "Do not read it as a reply time elsewhere either; the reply times of this report come from the messages.",
});

const zeros = (name: string, instead: string): FindingTexts["nps_zero_for_unrated"] => ({
  seen: (count, of) => `${name} is 0 in ${count} of ${of} sessions, and empty in none.`,
  means: `A 0 may then stand for “not rated”, ${instead}.`,
  check: "Compare some of these sessions with their ratings in TWIN, and tell the people who run this report.",
});

export const findings: FindingTexts = {
  rows_unreadable: {
    seen: (count, of, fields, reasons) =>
      `Sessions that could not be read: ${count} of ${of} (${reasons}; fields: ${fields}).`,
    means:
      "They are in no figure of this report. TWIN may have changed the form of these fields, or the data may be damaged.",
    check:
      "Look at the sheet “Invalid rows” of the session table, and tell the people who run this report before you use the figures.",
  },
  no_sessions_unusual: {
    seen: (count, of) =>
      `No sessions came, although this weekday usually has some: in the weeks before, ${count} of ${of} such days had sessions.`,
    means:
      "The TWIN login of this report may have lost its rights, or the report may filter for the wrong company or bot.",
    check:
      "Look in TWIN whether this day had sessions; if it had, check the login's rights and the filters, then run the report again.",
  },
  rows_outside_time_asked: {
    seen: (count, of) => `Rows created outside the time that was asked for: ${count} of ${of}.`,
    means: "TWIN may go by another time than that of creation, so that sessions of this day may be missing.",
    check: "Compare the number of sessions of this day with the one that TWIN itself shows.",
  },
  rows_out_of_order: {
    seen: () => "TWIN did not list the sessions in the order of their creation, as it was asked to.",
    means: "The figures of this day are right all the same, but a day of more than 1000 sessions could not be read.",
    check: "Tell the people who run this report that TWIN no longer sorts by the time of creation.",
  },
  sessions_listed_twice: {
    seen: (count, of) => `Rows that repeat a session that TWIN had listed already: ${count} of ${of}.`,
    means: "Each session counts once, in its latest state. The figures are right, and nothing is missing.",
    check: "Tell the people who run this report, so that they can ask TWIN why its list repeats sessions.",
  },
  ids_not_exact: {
    seen: (count, of, fields) =>
      `Sessions with an id that is a number too long to be exact: ${count} of ${of} (${fields}).`,
    means:
      "Two ids can become one on the way, so such an id is not used: operators are told apart by name, and a group, bot or chat may be missing.",
    check: "Ask TWIN to send these ids as text, and do not rely on the breakdown by these fields until then.",
  },
  sessions_of_other_company: {
    seen: (count, of) => `Sessions of another company than the one asked for: ${count} of ${of}.`,
    means:
      "TWIN seems to ignore the choice of a company, so that the figures hold sessions that do not belong in them.",
    check: "Compare the companies on the sheet “Channels and groups” with the company of this report.",
  },
  sessions_of_other_bot: {
    seen: (count, of) => `Sessions of another bot than the one asked for, or of none: ${count} of ${of}.`,
    means: "TWIN seems to ignore the choice of a bot, so that the figures hold sessions that do not belong in them.",
    check: "Compare the bots on the sheet “Channels and groups” with the bot of this report.",
  },
  supervised_one_company: {
    seen: (count) =>
      `All ${count} sessions that name a company name the same, although supervised companies were asked for too.`,
    means: "TWIN may not have understood that request, so that the other companies' sessions are missing.",
    check: "Look in TWIN whether a supervised company had sessions on this day.",
  },
  fields_not_asked: {
    seen: (count, of) => `Sessions with fields that were not asked for: ${count} of ${of}.`,
    means:
      "TWIN sends more than it is asked for. The figures are not touched, but it may contain more personal data than wanted.",
    check: "Tell the people who run this report that TWIN no longer keeps to the list of fields.",
  },
  fields_missing: {
    seen: (count, of, fields) =>
      `Fields that none of the ${of} sessions has (absent, not just empty): ${count} (${fields}).`,
    means: "TWIN may have renamed or dropped them, and then figures made of them are missing or 0.",
    check: "Do not trust figures of this day that depend on them, and tell the people who run this report.",
  },
  first_answer_timer_is_target: timer("operatorTimerFirstAnswer", "a group's target for the first reply"),
  next_answers_timer_is_target: timer("operatorTimerNextAnswers", "a group's target for further replies"),
  nps_zero_for_unrated: zeros("NPS", "and NPS then is far too low"),
  csi_zero_for_unrated: zeros("CSI", "and unrated sessions are then counted as invalid"),
  rating_zero_for_unrated: zeros("The rating", "and the mean rating then is too low"),
  handled_without_operator: {
    seen: (count, of) => `Handled sessions that name no operator: ${count} of ${of}.`,
    means: "They count in the totals, but for no operator: they are in the row “Unassigned”.",
    check: "Look in TWIN who answered some of them, and whether that operator was deleted or is an automatic reply.",
  },
  offered_by_group_alone: {
    seen: (count, of) =>
      `Sessions with a bot that count as offered to a person only because of an operator group: ${count} of ${of} unanswered or waiting, and no session was handled by the bot alone.`,
    means: "TWIN may set the group on sessions of bots too; then the share of unanswered sessions is too high.",
    check: "Look in TWIN whether some of these sessions were really passed on to operators.",
  },
  replies_not_counted: {
    seen: (count, of) =>
      `Sessions with an operator's first message, but a count of 0 operator messages: ${count} of ${of}.`,
    means: "The count may mean something else, and the number of operator messages then is too low.",
    check: "Compare the messages of some of these sessions with what TWIN shows.",
  },
  duration_beyond_session: {
    seen: (count, of) => `Dialogs that last longer than their whole session: ${count} of ${of}.`,
    means:
      "Their durations cannot be right, and the mean duration may be far too long; the median hardly changes. If most dialogs are so, TWIN may give durations in another unit than seconds.",
    check: "Use the median duration, and compare some of these sessions with what TWIN shows.",
  },
};
