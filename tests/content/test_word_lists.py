"""The lists of words that lie beside the engine are read as their comments say."""

import re
from importlib.resources import files

import pytest

from exposurecheck.content.word_lists import any_of, lines

LISTS = sorted(
    file.name for file in files("exposurecheck.content").joinpath("words").iterdir() if file.name.endswith(".txt")
)


@pytest.mark.parametrize("file", LISTS)
def test_no_word_is_listed_twice_or_with_spaces_around_it(file: str) -> None:
    words = lines(file)

    assert words
    assert len(set(words)) == len(words)
    assert [word for word in words if word != word.strip()] == []


def test_comments_are_no_words() -> None:
    assert not any(word.startswith("#") for file in LISTS for word in lines(file))


def test_one_of_a_list_is_a_whole_group_with_the_first_first() -> None:
    rule = re.compile(f"<{any_of('posts.txt')}>")

    assert lines("posts.txt")[0] == "監督"
    assert rule.pattern.startswith("<(?:監督|")
    assert rule.fullmatch("<ケアマネ>")
    assert rule.fullmatch("<看護師>")
    assert not rule.fullmatch("<掃除>")
