/**
 * Whether a keyword, key or attribute of this name takes an activation: `activation`, `hidden_act`,
 * `recurrentActivation`, `act_layer`, `nonlinearity`, `mlp_hidden_act`, `activation_fn`. Its last
 * word is act, activation or nonlinearity, but for a word that only says "function".
 */
export function isActivationKey(key: string): boolean {
  return key.length < 64 && activationKey.test(key.replace(/([a-z0-9])([A-Z])/g, '$1_$2'));
}

const activationKey =
  /^(?:\w+_)?(?:acts?|activations?|non_?linearit(?:y|ies))(?:_(?:fn|func|function|layer|type|name|cls|class|cfg|config)s?)?$/i;

/** Keys of Hugging Face configurations, which other frameworks do not use. */
export function isHuggingFaceKey(key: string): boolean {
  return /^(?:\w+_)?(?:hidden_act|hidden_activation|activation_function)$/.test(key);
}
