/** The words about single sessions. This file defines which words there are (`WatchTexts`). */

import type { Plural } from "../texts.ts";

/** Other languages have other plural forms. */
const plural = (forms: Plural): Plural => forms;

export const watch = {
  heading: "Sessions to open first",
  nobody: "no operator",
  reasons: {
    detractor: (mark: string) => `NPS rating ${mark} of\u00a010`,
    lost_after_wait: (wait: string) => `lost after a wait of ${wait}`,
    slow_reply: (time: string) => `first reply after ${time}`,
    low_csi: (share: string) => `CSI\u00a0${share}`,
    last_message_unanswered: "client’s last message unanswered",
  },
  /** If it is known that the client wrote several messages. */
  lastOf: plural({
    one: "client wrote # message, and got no answer to it",
    other: "client wrote # messages, and got no answer to the last",
  }),
  states: {
    waiting: "for an operator",
    last_message_open: "for an answer",
    last_message_closed: "for an answer; session is closed",
  },
  heads: {
    created: "Created",
    operator: "Operator",
    channel: "Channel",
    groups: "Groups",
    why: "Why",
    waitsFor: "Client waits",
    minutes: "Minutes since",
    session: "Session",
  },
  openNote:
    "At most 10 sessions that say most about the day: first those with several reasons, then the worst of each reason in turn. The rules are in docs/metrics.md of the project daily-report, section 10.",
  /** `at`: when the data was fetched. */
  waitingNote: (at: string) =>
    `As of ${at}. Minutes since: from creation until then; empty for closed sessions, whose clients can be written to again.`,
  /** More sessions wait than are listed. */
  mostWaiting: (shown: string, all: string) => `Rows shown: ${shown} of ${all}.`,
};
