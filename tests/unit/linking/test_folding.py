"""One name in many spellings."""

import pytest

from casualties.core.linking.folding import fold, name_key, skeleton

SAME = [
    ("الموصل", "موصل"),
    ("المَوصِل", "الموصل"),
    ("أبو غريب", "ابو غريب"),
    ("الرقّة", "الرقه"),
    ("al-Raqqa", "Raqqa"),
    ("Duékoué", "duekoue"),
    ("Tall ʿAfar", "Tall Afar"),
    ("Deir ez-Zor", "Deir az Zor"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_script_fold_to_one(one, other):
    assert fold(one) == fold(other)


ACROSS = [
    ("الموصل", "Mosul"), ("تلعفر", "Tal Afar"), ("الرقة", "Ar-Raqqah"),
    ("دير الزور", "Deir ez-Zor"),
    ("الحويجة", "Hawija"), ("الفلوجة", "Fallujah"), ("كركوك", "Kirkuk"), ("سنجار", "Sinjar"),
    ("إدلب", "Idlib"), ("خان شيخون", "Khan Sheikhoun"), ("القائم", "al-Qaim"), ("بادوش", "Badush"),
    ("حمام العليل", "Hammam al-Alil"), ("الغوطة", "Ghouta"), ("تكريت", "Tikrit"),
]  # fmt: skip


@pytest.mark.parametrize(("arabic", "latin"), ACROSS)
def test_a_name_has_one_skeleton_in_both_scripts(arabic, latin):
    assert skeleton(arabic) == skeleton(latin) != ""


@pytest.mark.parametrize(("one", "other"), [("Mosul", "Kirkuk"), ("الموصل", "الرقة")])
def test_other_names_keep_other_skeletons(one, other):
    assert skeleton(one) != skeleton(other)


@pytest.mark.parametrize("name", ["", "..", "  ", "ʿ"])
def test_what_is_no_name_folds_to_nothing(name):
    assert fold(name) == skeleton(name) == name_key(name) == ""


def test_a_persons_key_holds_for_another_order_and_script():
    assert name_key("Karim Mahmud Salih") == name_key("Salih, Karim Mahmud")
    assert name_key("Karim Mahmud Salih") == name_key("كريم محمود صالح")


def test_a_given_name_alone_makes_no_key():
    assert name_key("Karim") == name_key("Ali Ala") == ""
