#include "widgets/WrappedLabel.h"

#include <QLabel>

namespace slipway {

void wrap(QLabel *label)
{
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignTop | Qt::AlignLeading);
    // Set anew, the policy has lost what setWordWrap() has said in it.
    QSizePolicy policy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    label->setSizePolicy(policy);
    label->setMinimumHeight(1); // else as high as in a narrow column
}

} // namespace slipway
