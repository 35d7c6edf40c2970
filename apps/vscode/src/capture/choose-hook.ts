/** Frameworks that samples/capture has a hook for. */
export const hookFrameworks = { pytorch: 'PyTorch', keras: 'Keras' } as const;
export type HookFramework = keyof typeof hookFrameworks;

const imports: { readonly [framework in HookFramework]: RegExp } = {
  pytorch: /^\s*(?:import|from)\s+(?:torch|lightning|pytorch_lightning)\b/m,
  keras: /^\s*(?:import|from)\s+(?:keras|tensorflow)\b/m,
};

/** The framework that Python code uses; undefined where it uses none or both. */
export function chooseHook(text: string): HookFramework | undefined {
  const used = (Object.keys(imports) as HookFramework[]).filter((framework) =>
    imports[framework].test(text),
  );
  return used.length === 1 ? used[0] : undefined;
}
