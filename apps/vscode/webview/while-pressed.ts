/** Longer than a click: a release that the page does not hear of must not stop it. */
const mostMs = 1000;

/**
 * Puts off what would change a page while a button of it is pressed: a button that is replaced between press and
 * release is not clicked. Work is done in its order.
 */
export function createPressGuard(page: Document): (work: () => void) => void {
  const waiting: (() => void)[] = [];
  let release: ReturnType<typeof setTimeout> | undefined;

  function press({ target }: Event): void {
    if (!(target instanceof Element) || !target.closest('button, summary, a')) return;
    clearTimeout(release);
    release = setTimeout(finish, mostMs);
  }

  function finish(): void {
    clearTimeout(release);
    release = undefined;
    for (const work of waiting.splice(0)) work();
  }

  /** The click comes after the release. */
  function releaseSoon(): void {
    if (release === undefined) return;
    clearTimeout(release);
    release = setTimeout(finish, 0);
  }

  page.addEventListener('pointerdown', press);
  page.addEventListener('keydown', (event) => {
    if (event.key === ' ') press(event);
  });
  for (const end of ['pointerup', 'pointercancel', 'keyup'])
    page.addEventListener(end, releaseSoon);

  return (work) => {
    if (release === undefined) work();
    else waiting.push(work);
  };
}
