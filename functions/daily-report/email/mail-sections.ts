import type { BuildSection } from "./section.ts";
import { dataQualitySection } from "./sections/data-quality.ts";
import { figuresSection } from "./sections/figures.ts";
import { findingsSection } from "./sections/findings.ts";
import { noticesSection } from "./sections/notices.ts";
import { operatorsSection } from "./sections/operators.ts";
import { reconciliationSection } from "./sections/reconciliation.ts";

/** The sections of the mail, in the order in which they are read. */
export const mailSections: readonly BuildSection[] = [
  noticesSection,
  figuresSection,
  operatorsSection,
  reconciliationSection,
  findingsSection,
  dataQualitySection,
];

/** The sections of the mail that a terminal shows. */
export const headlineSections: readonly BuildSection[] = [
  noticesSection,
  figuresSection,
  reconciliationSection,
  findingsSection,
];
