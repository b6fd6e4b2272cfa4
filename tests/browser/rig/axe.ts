import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** Rules whose answer depends on colours; the others answer alike in both themes. */
const colourRules = ['color-contrast', 'link-in-text-block'];

/** What axe finds on a page, each as its rule and the elements; in the dark theme only what the light one cannot tell. */
export async function axeViolations(page: Page, theme: 'light' | 'dark' = 'light'): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  const { violations } = await (theme === 'dark' ? axe.withRules(colourRules) : axe).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join('\n')}`);
}
