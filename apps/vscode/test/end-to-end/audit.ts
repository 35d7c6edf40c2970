import axe from 'axe-core';
import type { FrameLocator } from 'playwright-core';

/** What axe-core finds in the page of a webview, gravest kinds only, each with the elements it is about. */
export async function findBarriers(webview: FrameLocator): Promise<string[]> {
  const root = await webview.locator('html').elementHandle();
  const frame = await root?.ownerFrame();
  if (!frame) throw new Error('the webview is gone');
  // A debugger may evaluate what the policy of the page forbids its scripts.
  await frame.evaluate(axe.source);
  const { violations } = await frame.evaluate(() => globalThis.axe.run(document));
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} ${failureSummary ?? ''}`).join('\n')}`,
    );
}

declare global {
  var axe: typeof import('axe-core');
}
