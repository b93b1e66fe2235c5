/** Stands in for the webhooks' authority until its certificate is known; fixed, so that every render is equal. */
export const caBundlePlaceholder = "pulumi-service-mesh-ca-bundle";

/** Stands in for the fingerprint of roots that come from outside. */
export const trustBundlePlaceholder = "pulumi-service-mesh-trust-bundle";
