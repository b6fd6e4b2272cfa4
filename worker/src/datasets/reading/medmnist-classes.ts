/** Names of the classes of MedMNIST v2 (table 2 of its paper and `medmnist/info.py` 3.0.2, which they were compared with), which its files do not hold. */
const organs = ['bladder', 'femur-left', 'femur-right', 'heart', 'kidney-left', 'kidney-right', 'liver', 'lung-left', 'lung-right', 'pancreas', 'spleen']; // prettier-ignore

export const medmnistClasses: Readonly<Record<string, readonly string[]>> = {
  pathmnist: ['adipose', 'background', 'debris', 'lymphocytes', 'mucus', 'smooth muscle', 'normal colon mucosa', 'cancer-associated stroma', 'colorectal adenocarcinoma epithelium'], // prettier-ignore
  dermamnist: ['actinic keratoses and intraepithelial carcinoma', 'basal cell carcinoma', 'benign keratosis-like lesions', 'dermatofibroma', 'melanoma', 'melanocytic nevi', 'vascular lesions'], // prettier-ignore
  octmnist: ['choroidal neovascularization', 'diabetic macular edema', 'drusen', 'normal'],
  pneumoniamnist: ['normal', 'pneumonia'],
  breastmnist: ['malignant', 'normal, benign'],
  bloodmnist: ['basophil', 'eosinophil', 'erythroblast', 'immature granulocytes', 'lymphocyte', 'monocyte', 'neutrophil', 'platelet'], // prettier-ignore
  tissuemnist: ['collecting duct, connecting tubule', 'distal convoluted tubule', 'glomerular endothelial cells', 'interstitial endothelial cells', 'leukocytes', 'podocytes', 'proximal tubule segments', 'thick ascending limb'], // prettier-ignore
  organamnist: organs,
  organcmnist: organs,
  organsmnist: organs,
};
