import type { BuildSection } from "./section.ts";
import { dataSection } from "./sections/data.ts";
import { driversSection } from "./sections/drivers.ts";
import { figuresSection } from "./sections/figures.ts";
import { findingsSection } from "./sections/findings.ts";
import { groupGoalsSection } from "./sections/group-goals.ts";
import { hoursSection } from "./sections/hours.ts";
import { noticesSection } from "./sections/notices.ts";
import { operatorsSection } from "./sections/operators.ts";
import { peopleSection } from "./sections/people.ts";
import { readAgainSection } from "./sections/read-again.ts";
import { sessionsSection } from "./sections/sessions.ts";
import { timeBeforeSection } from "./sections/time-before.ts";

/** The sections of the mail, in the order in which they are read. */
export const mailSections: readonly BuildSection[] = [
  noticesSection,
  figuresSection,
  groupGoalsSection,
  driversSection,
  peopleSection,
  sessionsSection,
  hoursSection,
  operatorsSection,
  timeBeforeSection,
  readAgainSection,
  findingsSection,
  dataSection,
];

/** The sections of the mail that a terminal shows. */
export const headlineSections: readonly BuildSection[] = [
  noticesSection,
  figuresSection,
  groupGoalsSection,
  driversSection,
  peopleSection,
  sessionsSection,
  findingsSection,
];
