import type { BuildSection } from "./section.ts";
import { dataQualitySection } from "./sections/data-quality.ts";
import { driversSection } from "./sections/drivers.ts";
import { figuresSection } from "./sections/figures.ts";
import { findingsSection } from "./sections/findings.ts";
import { noticesSection } from "./sections/notices.ts";
import { operatorsSection } from "./sections/operators.ts";
import { readAgainSection } from "./sections/read-again.ts";
import { reconciliationSection } from "./sections/reconciliation.ts";
import { timeBeforeSection } from "./sections/time-before.ts";
import { usualSection } from "./sections/usual.ts";

/** The sections of the mail, in the order in which they are read. */
export const mailSections: readonly BuildSection[] = [
  noticesSection,
  usualSection,
  figuresSection,
  driversSection,
  operatorsSection,
  timeBeforeSection,
  readAgainSection,
  reconciliationSection,
  findingsSection,
  dataQualitySection,
];

/** The sections of the mail that a terminal shows. */
export const headlineSections: readonly BuildSection[] = [
  noticesSection,
  usualSection,
  figuresSection,
  driversSection,
  reconciliationSection,
  findingsSection,
];
