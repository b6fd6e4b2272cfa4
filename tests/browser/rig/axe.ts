import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** Rules whose answer depends on colours; the others answer alike in both themes. */
const colourRules = ['color-contrast', 'link-in-text-block'];

/**
 * What axe finds on a page, each as its rule and the elements; in the dark theme only what the light one cannot tell.
 * @param within selector of the part looked at; all when left out
 */
export async function axeViolations(
  page: Page,
  theme: 'light' | 'dark' = 'light',
  within?: string,
): Promise<string[]> {
  const axe = new AxeBuilder({ page })
    // No page of ours has frames of strangers: one pass in the page itself, half the time of two.
    .setLegacyMode()
    // What passes is counted, not described: again half the time.
    .options({ resultTypes: ['violations'] });
  if (within !== undefined) axe.include(within);
  const { violations } = await (theme === 'dark' ? axe.withRules(colourRules) : axe).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join('\n')}`);
}

/** What axe finds on a page that was opened in the light theme, there and in the dark one, to which the page goes over. */
export async function axeInBothThemes(page: Page): Promise<string[]> {
  const inLight = await axeViolations(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  return [...inLight, ...(await axeViolations(page, 'dark'))];
}
