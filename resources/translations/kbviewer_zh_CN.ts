<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name></name>
    <message>
        <source>&amp;Open Folder…</source>
        <translation>打开文件夹(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Shipped Knowledge Base</source>
        <translation>自带知识库(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Clear Recent</source>
        <translation>清除最近记录(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>导出(&amp;E)…</translation>
    </message>
    <message>
        <source>Pr&amp;int…</source>
        <translation>打印(&amp;I)…</translation>
    </message>
    <message>
        <source>Print Pre&amp;view…</source>
        <translation>打印预览(&amp;V)…</translation>
    </message>
    <message>
        <source>Save as P&amp;DF…</source>
        <translation>存为 PDF(&amp;D)…</translation>
    </message>
    <message>
        <source>&amp;Rescan Folder</source>
        <translation>重新扫描文件夹(&amp;R)</translation>
    </message>
    <message>
        <source>S&amp;top Indexing</source>
        <translation>停止建立索引(&amp;T)</translation>
    </message>
    <message>
        <source>Files with &amp;Problems…</source>
        <translation>有问题的文件(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>Copy with &amp;Source</source>
        <translation>连同出处复制(&amp;S)</translation>
    </message>
    <message>
        <source>Copy C&amp;itation</source>
        <translation>复制引用条目(&amp;I)</translation>
    </message>
    <message>
        <source>Select &amp;All</source>
        <translation>全选(&amp;A)</translation>
    </message>
    <message>
        <source>P&amp;references…</source>
        <translation>首选项(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>查找(&amp;F)</translation>
    </message>
    <message>
        <source>Find &amp;Next</source>
        <translation>查找下一个(&amp;N)</translation>
    </message>
    <message>
        <source>Find &amp;Previous</source>
        <translation>查找上一个(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Topics</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>后退(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Forward</source>
        <translation>前进(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Outline</source>
        <translation>大纲(&amp;O)</translation>
    </message>
    <message>
        <source>Back&amp;links</source>
        <translation>反向链接(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Relevance</source>
        <translation>按相关度(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Newest First</source>
        <translation>最新在前(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Oldest First</source>
        <translation>最早在前(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Larger Text</source>
        <translation>放大文字(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Smaller Text</source>
        <translation>缩小文字(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Normal Size</source>
        <translation>恢复默认大小(&amp;N)</translation>
    </message>
    <message>
        <source>Match S&amp;ystem</source>
        <translation>跟随系统(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Keyboard &amp;&amp; Search Help</source>
        <translation>快捷键与搜索帮助(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About kbviewer</source>
        <translation>关于 kbviewer(&amp;A)</translation>
    </message>
    <message>
        <source>Jan</source>
        <translation>1</translation>
    </message>
    <message>
        <source>Feb</source>
        <translation>2</translation>
    </message>
    <message>
        <source>Mar</source>
        <translation>3</translation>
    </message>
    <message>
        <source>Apr</source>
        <translation>4</translation>
    </message>
    <message>
        <source>May</source>
        <translation>5</translation>
    </message>
    <message>
        <source>Jun</source>
        <translation>6</translation>
    </message>
    <message>
        <source>Jul</source>
        <translation>7</translation>
    </message>
    <message>
        <source>Aug</source>
        <translation>8</translation>
    </message>
    <message>
        <source>Sep</source>
        <translation>9</translation>
    </message>
    <message>
        <source>Oct</source>
        <translation>10</translation>
    </message>
    <message>
        <source>Nov</source>
        <translation>11</translation>
    </message>
    <message>
        <source>Dec</source>
        <translation>12</translation>
    </message>
    <message>
        <source>{year}</source>
        <comment>a date</comment>
        <translation>{year}年</translation>
    </message>
    <message>
        <source>{month} {year}</source>
        <translation>{year}年{month}月</translation>
    </message>
    <message>
        <source>{day} {month} {year}</source>
        <translation>{year}年{month}月{day}日</translation>
    </message>
    <message>
        <source>{date}, {time}</source>
        <translation>{date} {time}</translation>
    </message>
    <message>
        <source>Article</source>
        <translation>文章</translation>
    </message>
    <message>
        <source>Open Pict&amp;ure</source>
        <translation>打开图片(&amp;U)</translation>
    </message>
    <message>
        <source>Copy Pictu&amp;re</source>
        <translation>复制图片(&amp;R)</translation>
    </message>
    <message>
        <source>Copy Picture Pat&amp;h</source>
        <translation>复制图片路径(&amp;H)</translation>
    </message>
    <message>
        <source>Open &amp;Table</source>
        <translation>打开表格(&amp;T)</translation>
    </message>
    <message>
        <source>Copy Table as CS&amp;V</source>
        <translation>将表格复制为 CSV(&amp;V)</translation>
    </message>
    <message>
        <source>Open Lin&amp;k</source>
        <translation>打开链接(&amp;K)</translation>
    </message>
    <message>
        <source>Cop&amp;y Email Address</source>
        <translation>复制邮件地址(&amp;Y)</translation>
    </message>
    <message>
        <source>Cop&amp;y Link Address</source>
        <translation>复制链接地址(&amp;Y)</translation>
    </message>
    <message>
        <source>Cop&amp;y as Query</source>
        <translation>复制为搜索词(&amp;Y)</translation>
    </message>
    <message>
        <source>Cop&amp;y Link</source>
        <translation>复制链接(&amp;Y)</translation>
    </message>
    <message>
        <source>Search &amp;for “{words}”</source>
        <translation>搜索“{words}”(&amp;F)</translation>
    </message>
    <message>
        <source>Copy &amp;Path</source>
        <translation>复制路径(&amp;P)</translation>
    </message>
    <message>
        <source>Sho&amp;w in Folder</source>
        <translation>在文件夹中显示(&amp;W)</translation>
    </message>
    <message>
        <source>Open in E&amp;ditor</source>
        <translation>用外部编辑器打开(&amp;D)</translation>
    </message>
    <message>
        <source>This article cannot be opened</source>
        <translation>无法打开这篇文章</translation>
    </message>
    <message>
        <source>Articles that link here</source>
        <translation>链接到本文的文章</translation>
    </message>
    <message>
        <source>Open {host} in another program?</source>
        <translation>要用其他程序打开 {host} 吗？</translation>
    </message>
    <message>
        <source>Go to a heading</source>
        <translation>跳转到标题</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation>适合窗口(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Original Size</source>
        <translation>原始大小(&amp;O)</translation>
    </message>
    <message>
        <source>‹ Previous part</source>
        <translation>‹ 上一部分</translation>
    </message>
    <message>
        <source>Next part ›</source>
        <translation>下一部分 ›</translation>
    </message>
    <message>
        <source>Part {n} of {count}</source>
        <translation>第 {n} 部分，共 {count} 部分</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Copy as CS&amp;V</source>
        <translation>复制为 CSV(&amp;V)</translation>
    </message>
    <message>
        <source>Something went wrong inside kbviewer.</source>
        <translation>kbviewer 内部出错了。</translation>
    </message>
    <message>
        <source>Your files are untouched. You can go on; the details may help.</source>
        <translation>您的文件没有受到影响，可以继续使用。详细信息也许有助于查明原因。</translation>
    </message>
    <message>
        <source>&amp;Articles</source>
        <translation>文章(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Format</source>
        <translation>格式(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Save As…</source>
        <translation>另存为(&amp;S)…</translation>
    </message>
    <message>
        <source>articles{suffix}</source>
        <translation>文章{suffix}</translation>
    </message>
    <message>
        <source>The selection: {n} article</source>
        <translation>所选：{n} 篇文章</translation>
    </message>
    <message>
        <source>The selection: {n} articles</source>
        <translation>所选：{n} 篇文章</translation>
    </message>
    <message>
        <source>both words, in any order, anywhere</source>
        <translation>两个词都有，顺序和位置不限</translation>
    </message>
    <message>
        <source>this exact phrase</source>
        <translation>与引号内的文字完全一致</translation>
    </message>
    <message>
        <source>either of them</source>
        <translation>有其中任意一个</translation>
    </message>
    <message>
        <source>excludes 盲盒 (NOT works too)</source>
        <translation>排除盲盒（也可以用 NOT）</translation>
    </message>
    <message>
        <source>grouped</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>words that begin with merch; the last word you type does, too</source>
        <translation>以 merch 开头的词；正在输入的最后一个词也这样匹配</translation>
    </message>
    <message>
        <source>words that end with these letters, or contain them</source>
        <translation>以这些字母结尾或包含这些字母的词</translation>
    </message>
    <message>
        <source>also e-commerce and live stream; e-commerce also finds ecommerce</source>
        <translation>也会找到 e-commerce 和 live stream，反过来也一样</translation>
    </message>
    <message>
        <source>letters and digits, written together or apart</source>
        <translation>字母和数字，连写或分开写均可</translation>
    </message>
    <message>
        <source>in the title; also source: author: topic: tag: file: lang:</source>
        <translation>标题中有；另有 source: author: topic: tag: file: lang:</translation>
    </message>
    <message>
        <source>the same in Chinese; 早于: 晚于: 日期: for dates</source>
        <translation>同上，用中文写；日期用 早于: 晚于: 日期:</translation>
    </message>
    <message>
        <source>until the day before it; from its first day on</source>
        <translation>截至前一天；从第一天起</translation>
    </message>
    <message>
        <source>a year, 2025H1, Q3, a month or day, or from one to another; 本月, last 7 days</source>
        <translation>年、2025H1、Q3、月、日，或一段时间；也可写“本月”“last 7 days”</translation>
    </message>
    <message>
        <source>a whole day: where it is written, and the articles published on it</source>
        <translation>某一天：正文中写到这一天的文章，以及当天发布的文章</translation>
    </message>
    <message>
        <source>go to the search field, the topics</source>
        <translation>转到搜索框、主题</translation>
    </message>
    <message>
        <source>move through the results while typing</source>
        <translation>输入时在结果中移动</translation>
    </message>
    <message>
        <source>in the list: the first of all results, the last</source>
        <translation>在列表中：第一条结果、最后一条结果</translation>
    </message>
    <message>
        <source>in the list: choose several rows; or Ctrl or Shift and a click</source>
        <translation>在列表中选择多行；也可按住 Ctrl 或 Shift 单击</translation>
    </message>
    <message>
        <source>in the list: show more pieces of the same article, hide them</source>
        <translation>在列表中：显示或隐藏同一篇文章的其他片段</translation>
    </message>
    <message>
        <source>open the article</source>
        <translation>打开文章</translation>
    </message>
    <message>
        <source>find the next match, the previous one; on to the next result, or back</source>
        <translation>下一个匹配处、上一个匹配处；会接着跳到下一条或上一条结果</translation>
    </message>
    <message>
        <source>sort by relevance, newest first, oldest first</source>
        <translation>按相关度排序、最新在前、最早在前</translation>
    </message>
    <message>
        <source>from the article or the list to the field; there clear the search, then the topic</source>
        <translation>从文章或列表回到搜索框；在搜索框中先清除搜索，再取消主题</translation>
    </message>
    <message>
        <source>back and forward, as the buttons of a mouse do</source>
        <translation>后退、前进，也可以用鼠标侧键</translation>
    </message>
    <message>
        <source>export the results or the article: a table, references, a list</source>
        <translation>将结果或文章导出为表格、参考文献或列表</translation>
    </message>
    <message>
        <source>print the article; the File menu has a preview of it, and saves it as a PDF</source>
        <translation>打印文章；“文件”菜单中还有打印预览和另存为 PDF</translation>
    </message>
    <message>
        <source>copy the selection, or the sentence with the match, with its source</source>
        <translation>连同出处复制所选文字，或匹配处所在的句子</translation>
    </message>
    <message>
        <source>what can be done with a result, a topic, a table or the selection; or a right click</source>
        <translation>打开结果、主题、表格或所选文字的菜单；也可单击右键</translation>
    </message>
    <message>
        <source>the headings of the article: type to filter them, Enter goes there</source>
        <translation>文章的标题：输入文字筛选，按 Enter 跳转</translation>
    </message>
    <message>
        <source>the articles that link to this one</source>
        <translation>链接到本文的文章</translation>
    </message>
    <message>
        <source>larger, smaller, normal text; or Ctrl and the wheel</source>
        <translation>放大文字、缩小文字、恢复默认大小；也可以按住 Ctrl 滚动滚轮</translation>
    </message>
    <message>
        <source>open another folder; or drop one onto the window</source>
        <translation>打开其他文件夹，也可以把文件夹拖到窗口中</translation>
    </message>
    <message>
        <source>rescan the folder, stop indexing; changes are noticed by themselves</source>
        <translation>重新扫描文件夹、停止建立索引；文件有变化时会自动更新</translation>
    </message>
    <message>
        <source>the list of files with problems</source>
        <translation>有问题的文件列表</translation>
    </message>
    <message>
        <source>preferences: language, text size, quotations, keys</source>
        <translation>首选项：语言、文字大小、引文、快捷键</translation>
    </message>
    <message>
        <source>quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>A line under the field says how your query is read, whenever it is more than words.
An article is also found by its author, its topics, tags and aliases, its keywords, description and file name;
its row then says by which. In the article each term has its own highlight colour.</source>
        <translation>查询不只是普通的词时，搜索框下方会有一行说明，告诉您查询是怎样理解的。
文章也可以按作者、主题、标签、别名、关键词、描述和文件名找到，结果中会说明是按哪一项找到的。
在文章中，每个搜索词各有一种突出显示的颜色。</translation>
    </message>
    <message>
        <source>What can be typed</source>
        <translation>可以输入什么</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Keyboard &amp; Search Help</source>
        <translation>快捷键与搜索帮助</translation>
    </message>
    <message>
        <source>Finds anything in a folder of Markdown excerpts, in Chinese and English, offline.</source>
        <translation>在存放 Markdown 摘录的文件夹中查找任何内容，中英文皆可，无需联网。</translation>
    </message>
    <message>
        <source>Open folder (your files are never changed):</source>
        <translation>当前文件夹（绝不会改动您的文件）：</translation>
    </message>
    <message>
        <source>About kbviewer</source>
        <translation>关于 kbviewer</translation>
    </message>
    <message>
        <source>(no key)</source>
        <translation>（无快捷键）</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>How it was handled</source>
        <translation>处理方式</translation>
    </message>
    <message>
        <source>&amp;Copy Selected</source>
        <translation>复制所选(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Copy All</source>
        <translation>全部复制(&amp;C)</translation>
    </message>
    <message>
        <source>Files with problems</source>
        <translation>有问题的文件</translation>
    </message>
    <message>
        <source>The chosen problem</source>
        <translation>选中的问题</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>a PDF</source>
        <translation>PDF 文件</translation>
    </message>
    <message>
        <source>a Word file or another archive</source>
        <translation>Word 文件或其他压缩文件</translation>
    </message>
    <message>
        <source>a Word file</source>
        <translation>Word 文件</translation>
    </message>
    <message>
        <source>an RTF file</source>
        <translation>RTF 文件</translation>
    </message>
    <message>
        <source>an archive</source>
        <translation>压缩文件</translation>
    </message>
    <message>
        <source>a picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>a web archive of Safari</source>
        <translation>Safari 的网页归档</translation>
    </message>
    <message>
        <source>standard input</source>
        <translation>标准输入</translation>
    </message>
    <message>
        <source>{file} is {type}, which cannot be imported. Save the page as text or HTML, or copy its text into a file.</source>
        <translation>{file} 是{type}，无法导入。请将网页另存为文本或 HTML，或把其中的文字复制到文件中。</translation>
    </message>
    <message>
        <source>{file} is empty: there is nothing to import.</source>
        <translation>{file} 是空的，没有可导入的内容。</translation>
    </message>
    <message>
        <source>{file} is not text. Save the page as text or HTML.</source>
        <translation>{file} 不是文本。请将网页另存为文本或 HTML。</translation>
    </message>
    <message>
        <source>{what}; {instead}</source>
        <translation>{what}；{instead}</translation>
    </message>
    <message>
        <source>{file} is {type}. Name one saved page: kbviewer import FILE.</source>
        <translation>{file} 是{type}。请指定一个保存的网页：kbviewer import FILE。</translation>
    </message>
    <message>
        <source>There is no file {file}.</source>
        <translation>没有文件 {file}。</translation>
    </message>
    <message>
        <source>{file} cannot be read: {reason}.</source>
        <translation>无法读取 {file}：{reason}。</translation>
    </message>
    <message>
        <source>There is no standard input to read.</source>
        <translation>没有可读取的标准输入。</translation>
    </message>
    <message>
        <source>{file} cannot be written: {reason}. Choose another place.</source>
        <translation>无法写入 {file}：{reason}。请另选一个位置。</translation>
    </message>
    <message>
        <source>Drop to open “{name}”</source>
        <translation>松开以打开“{name}”</translation>
    </message>
    <message>
        <source>The current library stays open.</source>
        <translation>当前的知识库仍然打开着。</translation>
    </message>
    <message>
        <source>Open Folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>what is in it is left out</source>
        <translation>其中的内容已略过</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be listed: {reason}.</source>
        <translation>无法列出文件夹 {folder} 的内容：{reason}。</translation>
    </message>
    <message>
        <source>it is a link to a folder outside the library</source>
        <translation>是指向知识库之外的文件夹的链接</translation>
    </message>
    <message>
        <source>it is a link to a file outside the library</source>
        <translation>是指向知识库之外的文件的链接</translation>
    </message>
    <message>
        <source>it is a link to the library itself</source>
        <translation>是指向知识库自身的链接</translation>
    </message>
    <message>
        <source>it is not followed</source>
        <translation>不跟随</translation>
    </message>
    <message>
        <source>the folder itself is listed</source>
        <translation>该文件夹本身已收入</translation>
    </message>
    <message>
        <source>the file itself is listed</source>
        <translation>该文件本身已收入</translation>
    </message>
    <message>
        <source>it is a link to {target} in the library</source>
        <translation>是指向知识库中 {target} 的链接</translation>
    </message>
    <message>
        <source>it is a link that leads in a circle</source>
        <translation>是循环链接</translation>
    </message>
    <message>
        <source>it is a broken link</source>
        <translation>是失效的链接</translation>
    </message>
    <message>
        <source>it is a link that cannot be followed: {reason}</source>
        <translation>是无法跟随的链接：{reason}</translation>
    </message>
    <message>
        <source>{folder}  (not found)</source>
        <translation>{folder}（找不到）</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>排序方式</translation>
    </message>
    <message>
        <source>Sort by: {order}</source>
        <translation>排序方式：{order}</translation>
    </message>
    <message>
        <source>All words, in any order · “exact phrase” · OR · -without · word* *word *part*
title: source: author: topic: tag: file: lang:
before: after: published: 2025H1, Q3, 2025-07..2025-08, 本月, last 7 days</source>
        <translation>所有的词，顺序不限 · “原文短语” · OR · -排除 · word* *word *part*
标题: 来源: 作者: 主题: 标签: 文件: 语言:
早于: 晚于: 日期: 2025H1、Q3、2025-07..2025-08、本月、last 7 days</translation>
    </message>
    <message>
        <source>Search titles, texts, sources, tags and file names</source>
        <translation>搜索标题、正文、来源、标签和文件名</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Clear the search (Esc)</source>
        <translation>清除搜索 (Esc)</translation>
    </message>
    <message>
        <source>The shipped knowledge base is open instead.</source>
        <translation>已改为打开自带的知识库。</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Files indexed</source>
        <translation>已建立索引的文件</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>in the title: {term}</source>
        <translation>标题中：{term}</translation>
    </message>
    <message>
        <source>in the source: {term}</source>
        <translation>来源中：{term}</translation>
    </message>
    <message>
        <source>in the author: {term}</source>
        <translation>作者中：{term}</translation>
    </message>
    <message>
        <source>in a tag: {term}</source>
        <translation>标签中：{term}</translation>
    </message>
    <message>
        <source>in the path of the file: {term}</source>
        <translation>文件路径中：{term}</translation>
    </message>
    <message>
        <source>in the title {term}</source>
        <translation>标题含{term}</translation>
    </message>
    <message>
        <source>in the source {term}</source>
        <translation>来源含{term}</translation>
    </message>
    <message>
        <source>in the author {term}</source>
        <translation>作者含{term}</translation>
    </message>
    <message>
        <source>in the tag {term}</source>
        <translation>标签含{term}</translation>
    </message>
    <message>
        <source>in the file {term}</source>
        <translation>文件路径含{term}</translation>
    </message>
    <message>
        <source>Everything: the newest first, unless sorted otherwise</source>
        <translation>全部文章：默认最新的在前</translation>
    </message>
    <message>
        <source>Nothing typed can be searched for, so everything is found: the newest first, unless sorted otherwise</source>
        <translation>输入中没有可搜索的内容，因此列出全部文章：默认最新的在前</translation>
    </message>
    <message>
        <source>Only the first {n} characters are read</source>
        <translation>只读取前 {n} 个字符</translation>
    </message>
    <message>
        <source>No more than {n} terms count</source>
        <translation>最多使用 {n} 个搜索词</translation>
    </message>
    <message>
        <source>… and so on</source>
        <translation>……（其余从略）</translation>
    </message>
    <message>
        <source>Read as {conditions}</source>
        <translation>理解为：{conditions}</translation>
    </message>
    <message>
        <source>not {condition}</source>
        <comment>in one line</comment>
        <translation>排除{condition}</translation>
    </message>
    <message>
        <source>{n} more</source>
        <comment>conditions</comment>
        <translation>另外 {n} 项</translation>
    </message>
    <message>
        <source> and </source>
        <comment>between conditions</comment>
        <translation>，且</translation>
    </message>
    <message>
        <source> or </source>
        <comment>between conditions</comment>
        <translation>或</translation>
    </message>
    <message>
        <source>in the topic {term}</source>
        <translation>属于主题{term}</translation>
    </message>
    <message>
        <source>in the language {code}</source>
        <translation>语言为{code}</translation>
    </message>
    <message>
        <source>({conditions})</source>
        <translation>（{conditions}）</translation>
    </message>
    <message>
        <source>exactly {term}</source>
        <translation>原词{term}</translation>
    </message>
    <message>
        <source>not all of these together:</source>
        <translation>不同时满足以下各项：</translation>
    </message>
    <message>
        <source>all of these:</source>
        <translation>同时满足以下各项：</translation>
    </message>
    <message>
        <source>none of these:</source>
        <translation>以下各项均不满足：</translation>
    </message>
    <message>
        <source>at least one of these:</source>
        <translation>至少满足以下一项：</translation>
    </message>
    <message>
        <source>without {term}</source>
        <translation>不含{term}</translation>
    </message>
    <message>
        <source>{term} anywhere</source>
        <translation>{term}，位置不限</translation>
    </message>
    <message>
        <source>not {condition}</source>
        <translation>排除：{condition}</translation>
    </message>
    <message>
        <source>… and {n} more</source>
        <translation>……以及另外 {n} 项</translation>
    </message>
    <message>
        <source>in or below a topic whose path or title has {term}</source>
        <translation>属于路径或标题中有{term}的主题（含下级主题）</translation>
    </message>
    <message>
        <source>in a language whose code begins with {code}</source>
        <translation>语言代码以{code}开头</translation>
    </message>
    <message>
        <source>the phrase {text}, whose last word may go on</source>
        <translation>短语{text}，最后一个词可以未写完</translation>
    </message>
    <message>
        <source>the phrase {text}</source>
        <translation>短语{text}</translation>
    </message>
    <message>
        <source>words that end with {text}</source>
        <translation>以{text}结尾的词</translation>
    </message>
    <message>
        <source>words that contain {text}</source>
        <translation>含有{text}的词</translation>
    </message>
    <message>
        <source>the characters {text}</source>
        <translation>文字{text}</translation>
    </message>
    <message>
        <source>the character {text}</source>
        <translation>文字{text}</translation>
    </message>
    <message>
        <source>words that begin with {text}, or an inflection of it</source>
        <translation>以{text}开头的词，或其词形变化</translation>
    </message>
    <message>
        <source>words that begin with {text}</source>
        <translation>以{text}开头的词</translation>
    </message>
    <message>
        <source>the word {text} or an inflection of it</source>
        <translation>单词{text}或其词形变化</translation>
    </message>
    <message>
        <source>the number {text}</source>
        <translation>数字{text}</translation>
    </message>
    <message>
        <source>the exact word {text}</source>
        <translation>单词{text}（不含词形变化）</translation>
    </message>
    <message>
        <source>the word {text}</source>
        <translation>单词{text}</translation>
    </message>
    <message>
        <source>&quot;{text}&quot;</source>
        <translation>“{text}”</translation>
    </message>
    <message>
        <source>published on {day} of any year</source>
        <translation>发布于任意一年的 {day}</translation>
    </message>
    <message>
        <source>published at a known time</source>
        <translation>发布时间已知</translation>
    </message>
    <message>
        <source>published on {first}</source>
        <translation>发布于 {first}</translation>
    </message>
    <message>
        <source>published in {first}</source>
        <translation>发布于 {first}</translation>
    </message>
    <message>
        <source>published after {first}</source>
        <translation>发布于 {first} 之后</translation>
    </message>
    <message>
        <source>published from {first} on</source>
        <translation>发布于 {first} 及以后</translation>
    </message>
    <message>
        <source>published up to the end of {last}</source>
        <translation>发布于 {last} 及以前</translation>
    </message>
    <message>
        <source>published before {last}</source>
        <translation>发布于 {last} 之前</translation>
    </message>
    <message>
        <source>published after {first} to the end of {last}</source>
        <translation>发布于 {first} 之后，至 {last} 为止</translation>
    </message>
    <message>
        <source>published after {first} and before {last}</source>
        <translation>发布于 {first} 之后、{last} 之前</translation>
    </message>
    <message>
        <source>published from {first} to the end of {last}</source>
        <translation>发布于 {first} 至 {last}</translation>
    </message>
    <message>
        <source>published from {first} and before {last}</source>
        <translation>发布于 {first} 及以后、{last} 之前</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Type a word, a name or a figure: results appear as you type.
↑ ↓ move through the results, Enter opens the article,
F3 finds the next match, Esc clears the search. F1 shows more.</source>
        <translation>输入词语、人名或数字，边输入边显示结果。
↑ ↓ 在结果中移动，Enter 打开文章，
F3 跳到下一个匹配处，Esc 清除搜索，F1 查看更多帮助。</translation>
    </message>
    <message>
        <source>Any folder of Markdown files can be searched: an Obsidian vault,
a Hugo site, plain notes. Press Ctrl+O to open one, or drop it here.
Your files are never changed.</source>
        <translation>任何存放 Markdown 文件的文件夹都可以搜索：Obsidian 仓库、
Hugo 网站、普通笔记。按 Ctrl+O 打开，或把文件夹拖到这里。
绝不会改动您的文件。</translation>
    </message>
    <message>
        <source>Relevance</source>
        <translation>按相关度</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>最新在前</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>最早在前</translation>
    </message>
    <message>
        <source>Found by its author</source>
        <translation>按作者找到</translation>
    </message>
    <message>
        <source>Found by its topic</source>
        <translation>按主题找到</translation>
    </message>
    <message>
        <source>Found by its tag</source>
        <translation>按标签找到</translation>
    </message>
    <message>
        <source>Found by its other name</source>
        <translation>按别名找到</translation>
    </message>
    <message>
        <source>Found by its description</source>
        <translation>按描述找到</translation>
    </message>
    <message>
        <source>Found by its keyword</source>
        <translation>按关键词找到</translation>
    </message>
    <message>
        <source>Found by its file name</source>
        <translation>按文件名找到</translation>
    </message>
    <message>
        <source>Found in a link&apos;s address</source>
        <translation>在链接地址中找到</translation>
    </message>
    <message>
        <source>Found in what is not shown</source>
        <translation>在未显示的内容中找到</translation>
    </message>
    <message>
        <source>The folder is rescanned every minute, and whenever you return to this window.</source>
        <translation>每分钟会重新扫描一次文件夹，回到本窗口时也会重新扫描。</translation>
    </message>
    <message>
        <source>The folder is not there any more. This is the article as it was last read.</source>
        <translation>文件夹已不存在。这里显示的是上次读取的文章。</translation>
    </message>
    <message>
        <source>Near this search</source>
        <translation>与此搜索相近的内容</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>The open article</source>
        <translation>打开的文章</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Copied with its source</source>
        <translation>已连同出处复制</translation>
    </message>
    <message>
        <source>Open an article to quote it</source>
        <translation>请先打开要引用的文章</translation>
    </message>
    <message>
        <source>Select what is to be quoted, or go to a match</source>
        <translation>请选中要引用的文字，或跳到一个匹配处</translation>
    </message>
    <message>
        <source>Show What Comes Nearest</source>
        <translation>显示最接近的内容</translation>
    </message>
    <message>
        <source>Search All Topics</source>
        <translation>在所有主题中搜索</translation>
    </message>
    <message>
        <source>Search All Articles</source>
        <translation>在所有文章中搜索</translation>
    </message>
    <message>
        <source>CSV, for spreadsheets</source>
        <translation>CSV（用于电子表格）</translation>
    </message>
    <message>
        <source>Markdown list</source>
        <translation>Markdown 列表</translation>
    </message>
    <message>
        <source>BibTeX</source>
        <translation>BibTeX</translation>
    </message>
    <message>
        <source>RIS</source>
        <translation>RIS</translation>
    </message>
    <message>
        <source>CSL-JSON</source>
        <translation>CSL-JSON</translation>
    </message>
    <message>
        <source>JSON lines</source>
        <translation>JSON Lines</translation>
    </message>
    <message>
        <source>References: GB/T 7714—2025</source>
        <translation>参考文献：GB/T 7714—2025</translation>
    </message>
    <message>
        <source>References: APA 7</source>
        <translation>参考文献：APA 第 7 版</translation>
    </message>
    <message>
        <source>References: Chicago</source>
        <translation>参考文献：芝加哥格式</translation>
    </message>
    <message>
        <source>--search, --open and --size go with --picture FILE.png.</source>
        <translation>--search、--open 和 --size 须与 --picture FILE.png 一起使用。</translation>
    </message>
    <message>
        <source>The query</source>
        <translation>搜索词</translation>
    </message>
    <message>
        <source>The article&apos;s id</source>
        <translation>文章标识</translation>
    </message>
    <message>
        <source>The window cannot be opened. {hint}</source>
        <translation>无法打开窗口。{hint}</translation>
    </message>
    <message>
        <source>{error} {hint}</source>
        <translation>{error}{hint}</translation>
    </message>
    <message>
        <source>--picture takes --library DIR and --open ID, not a file or folder alone.</source>
        <translation>--picture 要与 --library DIR 和 --open ID 同用，不能只给文件或文件夹。</translation>
    </message>
    <message>
        <source>Name one folder: {first} or {second}.</source>
        <translation>请只指定一个文件夹：{first} 或 {second}。</translation>
    </message>
    <message>
        <source>There is no file, folder or command {name}; kbviewer --help lists the commands.</source>
        <translation>没有名为 {name} 的文件、文件夹或命令；kbviewer --help 会列出所有命令。</translation>
    </message>
    <message>
        <source>{file} is no Markdown file ({endings}).</source>
        <translation>{file} 不是 Markdown 文件（{endings}）。</translation>
    </message>
    <message>
        <source>{file} is not in the folder {folder}.</source>
        <translation>{file} 不在文件夹 {folder} 中。</translation>
    </message>
    <message>
        <source>search takes a query, or --batch FILE with one query a line.</source>
        <translation>search 命令需要一个搜索词，或用 --batch FILE 指定每行一个搜索词的文件。</translation>
    </message>
    <message>
        <source>--format goes with one query, and not with --json or --explain.</source>
        <translation>--format 只能用于单个搜索词，不能与 --json 或 --explain 一起使用。</translation>
    </message>
    <message>
        <source>{error} It is left out.</source>
        <translation>{error}已略过该文章。</translation>
    </message>
    <message>
        <source>What is quoted</source>
        <translation>要引用的文字</translation>
    </message>
    <message>
        <source>{error} kbviewer search --json prints the ids of articles.</source>
        <translation>{error}文章的 ID 可用 kbviewer search --json 查看。</translation>
    </message>
    <message>
        <source>--quote takes words of an article.</source>
        <translation>--quote 后面应为文章中的文字。</translation>
    </message>
    <message>
        <source>{file} does not have the words “{words}” side by side.</source>
        <translation>{file} 中没有连在一起的“{words}”。</translation>
    </message>
    <message>
        <source>{n} article in {path}</source>
        <translation>{n} 篇文章，索引位于 {path}</translation>
    </message>
    <message>
        <source>{n} articles in {path}</source>
        <translation>{n} 篇文章，索引位于 {path}</translation>
    </message>
    <message>
        <source>{articles}, {keywords}, {differences} between the index and a scan of the folder</source>
        <translation>已将索引与文件夹的逐篇扫描比对：{articles}，{keywords}，{differences}</translation>
    </message>
    <message>
        <source>{n} article</source>
        <translation>{n} 篇文章</translation>
    </message>
    <message>
        <source>{n} articles</source>
        <translation>{n} 篇文章</translation>
    </message>
    <message>
        <source>{n} keyword</source>
        <translation>{n} 个关键词</translation>
    </message>
    <message>
        <source>{n} keywords</source>
        <translation>{n} 个关键词</translation>
    </message>
    <message>
        <source>{n} difference</source>
        <translation>{n} 处差异</translation>
    </message>
    <message>
        <source>{n} differences</source>
        <translation>{n} 处差异</translation>
    </message>
    <message>
        <source>{name}: {warning}</source>
        <translation>{name}：{warning}</translation>
    </message>
    <message>
        <source>{error} What was changed in the folder since is not found.</source>
        <translation>{error}文件夹中此后的改动暂时搜不到。</translation>
    </message>
    <message>
        <source>Stopped. What has been read is kept; the next run goes on from there.</source>
        <translation>已停止。读过的内容已保留，下次运行时从这里继续。</translation>
    </message>
    <message>
        <source>Standard input cannot be read: {reason}.</source>
        <translation>无法读取标准输入：{reason}。</translation>
    </message>
    <message>
        <source>The file {file} cannot be read: {reason}.</source>
        <translation>无法读取文件 {file}：{reason}。</translation>
    </message>
    <message>
        <source>{what} is not text in the encoding of this terminal or file: {text}. Type it, or save the file, in UTF-8.</source>
        <translation>{what}与终端或文件的编码不符：{text}。请改用 UTF-8 输入，或将文件另存为 UTF-8。</translation>
    </message>
    <message>
        <source>{n} found</source>
        <translation>找到 {n} 篇</translation>
    </message>
    <message>
        <source>Searched in {time} ms</source>
        <translation>搜索用时 {time} 毫秒</translation>
    </message>
    <message>
        <source>{n} file with problems</source>
        <translation>{n} 个文件有问题</translation>
    </message>
    <message>
        <source>{n} files with problems</source>
        <translation>{n} 个文件有问题</translation>
    </message>
    <message>
        <source>No problems found.</source>
        <translation>没有发现问题。</translation>
    </message>
    <message>
        <source>{n} file with problems. Everything else is searched as usual.</source>
        <translation>{n} 个文件有问题，其余内容照常搜索。</translation>
    </message>
    <message>
        <source>{n} files with problems. Everything else is searched as usual.</source>
        <translation>{n} 个文件有问题，其余内容照常搜索。</translation>
    </message>
    <message>
        <source>also: {term} (+{n})</source>
        <translation>另含：{term}（+{n}）</translation>
    </message>
    <message>
        <source>Show {n} More</source>
        <translation>再显示 {n} 篇</translation>
    </message>
    <message>
        <source>The first {limit} of the list of {n}</source>
        <translation>列表中的前 {limit} 篇（共 {n} 篇）</translation>
    </message>
    <message>
        <source>The list: {n} article</source>
        <translation>列表：{n} 篇文章</translation>
    </message>
    <message>
        <source>The list: {n} articles</source>
        <translation>列表：{n} 篇文章</translation>
    </message>
    <message>
        <source>{articles}; {n} cannot be read and is left out</source>
        <translation>{articles}；另有 {n} 篇无法读取，未导出</translation>
    </message>
    <message>
        <source>{articles}; {n} cannot be read and are left out</source>
        <translation>{articles}；另有 {n} 篇无法读取，未导出</translation>
    </message>
    <message>
        <source>Open an article to print it</source>
        <translation>先打开一篇文章，才能打印</translation>
    </message>
    <message>
        <source>Laying out the pages…</source>
        <translation>正在排版…</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>存为 PDF</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>已存为 {path}</translation>
    </message>
    <message>
        <source>Saving the article as a PDF…</source>
        <translation>正在存为 PDF…</translation>
    </message>
    <message>
        <source>Sent to the printer {name}</source>
        <translation>已送到打印机 {name}</translation>
    </message>
    <message>
        <source>Printing the article…</source>
        <translation>正在打印…</translation>
    </message>
    <message>
        <source>No printer is set up on this computer.</source>
        <translation>这台电脑没有可用的打印机。</translation>
    </message>
    <message>
        <source>Set one up in the system&apos;s settings, or save the article as a PDF.</source>
        <translation>请先在系统设置中添加打印机，也可以把文章存为 PDF。</translation>
    </message>
    <message>
        <source>The article was not printed.</source>
        <translation>文章没有打印。</translation>
    </message>
    <message>
        <source>Indexing stopped – Continue</source>
        <translation>已停止建立索引 – 继续</translation>
    </message>
    <message>
        <source>Index incomplete: {n} file left – Continue</source>
        <translation>索引不完整：还有 {n} 个文件 – 继续</translation>
    </message>
    <message>
        <source>Index incomplete: {n} files left – Continue</source>
        <translation>索引不完整：还有 {n} 个文件 – 继续</translation>
    </message>
    <message>
        <source>Scanning the folder…</source>
        <translation>正在扫描文件夹…</translation>
    </message>
    <message>
        <source>Finishing…</source>
        <translation>即将完成…</translation>
    </message>
    <message>
        <source>{done} of {total} files</source>
        <translation>{done} / {total} 个文件</translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s left</source>
        <translation>剩余 {minutes} 分 {seconds} 秒</translation>
    </message>
    <message>
        <source>{seconds} s left</source>
        <translation>剩余 {seconds} 秒</translation>
    </message>
    <message>
        <source>{n} article with tags</source>
        <translation>{n} 篇文章有标签</translation>
    </message>
    <message>
        <source>{n} articles with tags</source>
        <translation>{n} 篇文章有标签</translation>
    </message>
    <message>
        <source>{n} article with tags so far</source>
        <translation>目前 {n} 篇文章有标签</translation>
    </message>
    <message>
        <source>{n} articles with tags so far</source>
        <translation>目前 {n} 篇文章有标签</translation>
    </message>
    <message>
        <source>{n} article tagged {topic}</source>
        <translation>标签“{topic}”：{n} 篇文章</translation>
    </message>
    <message>
        <source>{n} articles tagged {topic}</source>
        <translation>标签“{topic}”：{n} 篇文章</translation>
    </message>
    <message>
        <source>{n} article tagged {topic} so far</source>
        <translation>标签“{topic}”：目前 {n} 篇文章</translation>
    </message>
    <message>
        <source>{n} articles tagged {topic} so far</source>
        <translation>标签“{topic}”：目前 {n} 篇文章</translation>
    </message>
    <message>
        <source>{n} article in {topic}</source>
        <translation>{topic}：{n} 篇文章</translation>
    </message>
    <message>
        <source>{n} articles in {topic}</source>
        <translation>{topic}：{n} 篇文章</translation>
    </message>
    <message>
        <source>{n} article in {topic} so far</source>
        <translation>{topic}：目前 {n} 篇文章</translation>
    </message>
    <message>
        <source>{n} articles in {topic} so far</source>
        <translation>{topic}：目前 {n} 篇文章</translation>
    </message>
    <message>
        <source>{n} article so far</source>
        <translation>目前 {n} 篇文章</translation>
    </message>
    <message>
        <source>{n} articles so far</source>
        <translation>目前 {n} 篇文章</translation>
    </message>
    <message>
        <source>{n} more from this article</source>
        <translation>本文另有 {n} 个片段</translation>
    </message>
    <message>
        <source>{n} more from this article, expanded</source>
        <translation>本文另有 {n} 个片段，已展开</translation>
    </message>
    <message>
        <source>{n} more from this article, collapsed</source>
        <translation>本文另有 {n} 个片段，已折叠</translation>
    </message>
    <message>
        <source>piece {number} of {count}</source>
        <translation>第 {number} 个片段，共 {count} 个</translation>
    </message>
    <message>
        <source>Backlinks</source>
        <translation>反向链接</translation>
    </message>
    <message>
        <source>Backlinks ({n})</source>
        <translation>反向链接（{n}）</translation>
    </message>
    <message>
        <source>No article links to this one</source>
        <translation>没有文章链接到本文</translation>
    </message>
    <message>
        <source>{n} article links to this one</source>
        <translation>{n} 篇文章链接到本文</translation>
    </message>
    <message>
        <source>{n} articles link to this one</source>
        <translation>{n} 篇文章链接到本文</translation>
    </message>
    <message>
        <source>Match {n} of the first {count}</source>
        <translation>前 {count} 处中的第 {n} 处</translation>
    </message>
    <message>
        <source>Match {n} of {count}</source>
        <translation>第 {n} 处，共 {count} 处</translation>
    </message>
    <message>
        <source>No match in this text</source>
        <translation>正文中没有匹配处</translation>
    </message>
    <message>
        <source>Last match of the last result</source>
        <translation>已是最后一条结果的最后一个匹配处</translation>
    </message>
    <message>
        <source>First match of the first result</source>
        <translation>已是第一条结果的第一个匹配处</translation>
    </message>
    <message>
        <source>This article is not in the results; back to its first match</source>
        <translation>本文不在结果中；已回到第一个匹配处</translation>
    </message>
    <message>
        <source>This article is not in the results; back to its last match</source>
        <translation>本文不在结果中；已回到最后一个匹配处</translation>
    </message>
    <message>
        <source>There is no article “{name}” in this folder</source>
        <translation>此文件夹中没有文章“{name}”</translation>
    </message>
    <message>
        <source>Topic: {path}</source>
        <translation>主题：{path}</translation>
    </message>
    <message>
        <source>“{name}” is not an article; only Markdown files can be opened here</source>
        <translation>“{name}”不是文章；这里只能打开 Markdown 文件</translation>
    </message>
    <message>
        <source>There is no heading “{name}” on this page</source>
        <translation>本页没有标题“{name}”</translation>
    </message>
    <message>
        <source>No articles with this tag</source>
        <translation>没有带此标签的文章</translation>
    </message>
    <message>
        <source>No articles in this topic</source>
        <translation>此主题下没有文章</translation>
    </message>
    <message>
        <source>Press Esc in the search field to see all articles.</source>
        <translation>在搜索框中按 Esc 可查看全部文章。</translation>
    </message>
    <message>
        <source>Nothing found for {query} with tags</source>
        <translation>在有标签的文章中没有找到{query}</translation>
    </message>
    <message>
        <source>{n} article matches without tags.</source>
        <translation>没有标签的文章中有 {n} 篇匹配。</translation>
    </message>
    <message>
        <source>{n} articles match without tags.</source>
        <translation>没有标签的文章中有 {n} 篇匹配。</translation>
    </message>
    <message>
        <source>Nothing found for {query} tagged {topic}</source>
        <translation>在标签“{topic}”中没有找到{query}</translation>
    </message>
    <message>
        <source>{n} article matches without this tag.</source>
        <translation>没有此标签的文章中有 {n} 篇匹配。</translation>
    </message>
    <message>
        <source>{n} articles match without this tag.</source>
        <translation>没有此标签的文章中有 {n} 篇匹配。</translation>
    </message>
    <message>
        <source>Nothing found for {query} in {topic}</source>
        <translation>在“{topic}”中没有找到{query}</translation>
    </message>
    <message>
        <source>{n} article matches outside this topic.</source>
        <translation>此主题之外有 {n} 篇文章匹配。</translation>
    </message>
    <message>
        <source>{n} articles match outside this topic.</source>
        <translation>此主题之外有 {n} 篇文章匹配。</translation>
    </message>
    <message>
        <source>Nothing found for {query}</source>
        <translation>没有找到{query}</translation>
    </message>
    <message>
        <source>Try fewer or shorter words, or part of a word. Press Esc to clear the search.</source>
        <translation>请试试更少或更短的词，或词的一部分。按 Esc 清除搜索。</translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation>暂无内容</translation>
    </message>
    <message>
        <source>Nothing found for {query} yet</source>
        <translation>暂时没有找到{query}</translation>
    </message>
    <message>
        <source>{n} file is not indexed yet.</source>
        <translation>还有 {n} 个文件未建立索引。</translation>
    </message>
    <message>
        <source>{n} files are not indexed yet.</source>
        <translation>还有 {n} 个文件未建立索引。</translation>
    </message>
    <message>
        <source>The folder is not indexed yet.</source>
        <translation>文件夹尚未建立索引。</translation>
    </message>
    <message>
        <source>Results appear as they are found.</source>
        <translation>找到的结果会陆续显示。</translation>
    </message>
    <message>
        <source>Press F5 to continue.</source>
        <translation>按 F5 继续。</translation>
    </message>
    <message>
        <source>{sentence} {next}</source>
        <translation>{sentence}{next}</translation>
    </message>
    <message>
        <source>&quot;{query}&quot;</source>
        <translation>“{query}”</translation>
    </message>
    <message>
        <source>Indexing the folder</source>
        <translation>正在为文件夹建立索引</translation>
    </message>
    <message>
        <source>Articles appear as they are indexed.</source>
        <translation>建立索引后，文章会陆续显示。</translation>
    </message>
    <message>
        <source>This folder holds no Markdown files (.md, .markdown).
Put some in and press F5, or open another folder: Ctrl+O.</source>
        <translation>此文件夹中没有 Markdown 文件（.md、.markdown）。
放入一些文件后按 F5，或按 Ctrl+O 打开其他文件夹。</translation>
    </message>
    <message>
        <source>No articles here</source>
        <translation>没有文章</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>欢迎</translation>
    </message>
    <message>
        <source>Search in {n} article</source>
        <translation>在 {n} 篇文章中搜索</translation>
    </message>
    <message>
        <source>Search in {n} articles</source>
        <translation>在 {n} 篇文章中搜索</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Open Re&amp;cent</source>
        <translation>最近打开(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>转到(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Sort &amp;By</source>
        <translation>排序方式(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Appearance</source>
        <translation>外观(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Text of the article</source>
        <translation>文章字号(&amp;T)</translation>
    </message>
    <message>
        <source>T&amp;ext of the interface</source>
        <translation>界面字号(&amp;E)</translation>
    </message>
    <message>
        <source>Topics, results, search field, menus and dialogs.</source>
        <translation>主题、搜索结果、搜索框、菜单和对话框的文字大小。</translation>
    </message>
    <message>
        <source>{n} %</source>
        <translation>{n}%</translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation>语言(&amp;G)</translation>
    </message>
    <message>
        <source>The library cannot be searched</source>
        <translation>无法搜索知识库</translation>
    </message>
    <message>
        <source>The library was not read within {n} minutes. Read it first: kbviewer index.</source>
        <translation>{n} 分钟内未能读完知识库。请先运行 kbviewer index。</translation>
    </message>
    <message>
        <source>no screen answers</source>
        <translation>没有屏幕响应</translation>
    </message>
    <message>
        <source>neither DISPLAY nor WAYLAND_DISPLAY is set</source>
        <translation>DISPLAY 和 WAYLAND_DISPLAY 都没有设置</translation>
    </message>
    <message>
        <source>no window can be opened ({reason}); search in the terminal with “kbviewer search QUERY”, or draw the window with “kbviewer --picture FILE.png”.</source>
        <translation>无法打开窗口（{reason}）；可以用“kbviewer search QUERY”在终端中搜索，或用“kbviewer --picture FILE.png”把窗口画成图片。</translation>
    </message>
    <message>
        <source>Qt lacks a library of the system, on Debian and Ubuntu: {command}</source>
        <translation>Qt 缺少系统库，在 Debian 和 Ubuntu 上请运行：{command}</translation>
    </message>
    <message>
        <source>too large</source>
        <translation>图片过大</translation>
    </message>
    <message>
        <source>one picture too many</source>
        <translation>图片过多</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>文件已损坏</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>找不到文件</translation>
    </message>
    <message>
        <source>in a format that is not shown</source>
        <translation>不支持的格式</translation>
    </message>
    <message>
        <source>its name must end in .png, or in one of: {endings}</source>
        <translation>文件名必须以 .png 或下列扩展名之一结尾：{endings}</translation>
    </message>
    <message>
        <source>it would lie in the library, which is never written; name another</source>
        <translation>该位置在知识库中，而知识库绝不会被写入；请换一个文件名</translation>
    </message>
    <message>
        <source>what has this name is no plain file; name another</source>
        <translation>同名的不是普通文件；请换一个文件名</translation>
    </message>
    <message>
        <source>the file that is there is write-protected; name another</source>
        <translation>已有的文件被写保护；请换一个文件名</translation>
    </message>
    <message>
        <source>the file that is there is no picture; name another</source>
        <translation>已有的文件不是图片；请换一个文件名</translation>
    </message>
    <message>
        <source>there is no folder {folder}</source>
        <translation>没有文件夹 {folder}</translation>
    </message>
    <message>
        <source>Qt cannot write it in this format; name a file that ends in .png</source>
        <translation>Qt 无法写入这种格式；请使用以 .png 结尾的文件名</translation>
    </message>
    <message>
        <source>The picture {file} cannot be saved: {reason}.</source>
        <translation>无法保存图片 {file}：{reason}。</translation>
    </message>
    <message>
        <source>positional arguments</source>
        <translation>位置参数</translation>
    </message>
    <message>
        <source>options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>show this help message and exit</source>
        <translation>显示本帮助并退出</translation>
    </message>
    <message>
        <source>usage: </source>
        <translation>用法：</translation>
    </message>
    <message>
        <source>{heading}:</source>
        <translation>{heading}：</translation>
    </message>
    <message>
        <source>argument {name}: {message}</source>
        <translation>参数 {name}：{message}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>{text} is none of these: {choices}</source>
        <translation>{text} 不是可用的值，可用的值有：{choices}</translation>
    </message>
    <message>
        <source>{program}: error: {message}</source>
        <translation>{program}：错误：{message}</translation>
    </message>
    <message>
        <source>unknown: {words}</source>
        <translation>无法识别的参数：{words}</translation>
    </message>
    <message>
        <source>a folder of Markdown files (default: the shipped knowledge base; for the window the folder that was open last)</source>
        <translation>存放 Markdown 文件的文件夹（默认为自带知识库；打开窗口时默认为上次打开的文件夹）</translation>
    </message>
    <message>
        <source>Find anything in a folder of Markdown excerpts. Alone it opens the window; kbviewer DIR opens it on a folder, kbviewer FILE.md on an article.</source>
        <translation>在 Markdown 摘录文件夹中查找任何内容。不带参数时打开窗口；kbviewer DIR 打开某个文件夹，kbviewer FILE.md 打开某篇文章。</translation>
    </message>
    <message>
        <source>show the version and exit</source>
        <translation>显示版本号并退出</translation>
    </message>
    <message>
        <source>instead of the system&apos;s</source>
        <translation>外观（浅色或深色），默认跟随系统</translation>
    </message>
    <message>
        <source>a picture of the window, drawn without a screen</source>
        <translation>窗口截图（无需屏幕）</translation>
    </message>
    <message>
        <source>save it and exit</source>
        <translation>保存截图并退出</translation>
    </message>
    <message>
        <source>with this query typed in</source>
        <translation>在搜索框中填入此搜索词</translation>
    </message>
    <message>
        <source>with this article open</source>
        <translation>打开此文章</translation>
    </message>
    <message>
        <source>of the window: 1280x800</source>
        <translation>窗口大小，如 1280x800</translation>
    </message>
    <message>
        <source>commands for the terminal</source>
        <translation>终端命令</translation>
    </message>
    <message>
        <source>search and print the hits</source>
        <translation>搜索并列出结果</translation>
    </message>
    <message>
        <source>Search and print the hits. A query is words, all of which must occur, or &quot;a phrase&quot;; OR, NOT or -word, and parentheses; word*, *word and *part*; and fields: title: source: author: topic: tag: file: lang:, and before: after: published: with a period such as 2025, 2025H1, Q3, 2025-08, 2025-07..2025-08 or &apos;last 7 days&apos;.</source>
        <translation>搜索并列出结果。输入多个词时，须全部出现；引号中的文字按整个短语搜索；可以使用 OR、NOT（或 -词）、括号，以及 词*、*词、*词*。用“字段:词”限定搜索范围，字段有标题、来源、作者、主题、标签、文件、语言；用“早于:”“晚于:”“日期:”限定发布时间，其后写时间段，如 2025、2025上半年、第三季度、2025-08、2025-07..2025-08、最近7天。字段也可用英文名称，如 title:、source:、published:。</translation>
    </message>
    <message>
        <source>as typed into the window</source>
        <translation>搜索词，写法与窗口中相同</translation>
    </message>
    <message>
        <source>the most hits printed</source>
        <translation>最多列出多少条结果</translation>
    </message>
    <message>
        <source>the order of the hits (default: %(default)s, which without words is the newest)</source>
        <translation>结果的排序方式（默认为 %(default)s，即按相关度；没有搜索词时最新的在前）</translation>
    </message>
    <message>
        <source>say first, in words, how the query is read</source>
        <translation>先用文字说明搜索词的含义</translation>
    </message>
    <message>
        <source>one JSON object</source>
        <translation>输出一个 JSON 对象</translation>
    </message>
    <message>
        <source>export the hits: a table (csv), a Markdown list (md), for reference managers (bib, ris, csl), a JSON object a line (jsonl), or as references in GB/T 7714-2025 (gbt), APA 7 or Chicago 17; in UTF-8</source>
        <translation>导出结果：表格（csv）、Markdown 列表（md）、文献管理软件格式（bib、ris、csl）、每行一个 JSON 对象（jsonl），或参考文献：GB/T 7714—2025（gbt）、APA 第 7 版（apa）、芝加哥格式第 17 版（chicago）；编码为 UTF-8</translation>
    </message>
    <message>
        <source>one query a line (- is standard input); JSON, a line each</source>
        <translation>批量搜索：文件中每行一个搜索词（- 表示标准输入），每个搜索词输出一行 JSON</translation>
    </message>
    <message>
        <source>print an article</source>
        <translation>显示一篇文章</translation>
    </message>
    <message>
        <source>Print an article, or the page of a topic: as plain text for reading in a terminal, or as the HTML that the window shows.</source>
        <translation>显示一篇文章或一个主题页：默认为适合在终端阅读的纯文本，也可输出窗口所显示的 HTML。</translation>
    </message>
    <message>
        <source>the path of its file in the folder; kbviewer search --json prints it</source>
        <translation>文章文件在文件夹中的路径，可用 kbviewer search --json 查看</translation>
    </message>
    <message>
        <source>plain text (the default)</source>
        <translation>纯文本（默认）</translation>
    </message>
    <message>
        <source>as the window renders it: safe HTML, with links that lead nowhere marked</source>
        <translation>窗口中显示的形式：安全的 HTML，并标出失效链接</translation>
    </message>
    <message>
        <source>only the sentence with these words, in quotation marks and with its source</source>
        <translation>只输出含有这些文字的句子，加引号并注明出处</translation>
    </message>
    <message>
        <source>bring the index up to date</source>
        <translation>更新索引</translation>
    </message>
    <message>
        <source>make it anew</source>
        <translation>重新建立索引</translation>
    </message>
    <message>
        <source>compare the index with a plain scan of the folder</source>
        <translation>将索引与文件夹的逐篇扫描比对</translation>
    </message>
    <message>
        <source>how many to compare (default: 300)</source>
        <translation>比对多少个关键词（默认 300）</translation>
    </message>
    <message>
        <source>make Markdown files of a saved page: search results, an article</source>
        <translation>把保存的网页（搜索结果或文章）转为 Markdown 文件</translation>
    </message>
    <message>
        <source>Turn a saved page of search results, or a web page with one article, into Markdown files with their headers filled in. No file is ever overwritten.</source>
        <translation>把保存的搜索结果页或单篇文章的网页转为 Markdown 文件，并填好文件头。不会覆盖任何已有文件。</translation>
    </message>
    <message>
        <source>text or HTML, as saved or copied; - is standard input</source>
        <translation>保存或复制下来的文本或 HTML；- 表示标准输入</translation>
    </message>
    <message>
        <source>where the files go; it is made if it is missing</source>
        <translation>存放文件的文件夹；不存在时自动创建</translation>
    </message>
    <message>
        <source>say what would be written, and write nothing</source>
        <translation>只说明将写入什么，不实际写入</translation>
    </message>
    <message>
        <source>whose topics are suggested where DIR lies in it or holds no articles yet (default: the shipped knowledge base)</source>
        <translation>DIR 位于此知识库中或还没有文章时，按此知识库的主题给出建议（默认为自带知识库）</translation>
    </message>
    <message>
        <source>of every article (default: suggested, by the words of DIR&apos;s topics)</source>
        <translation>每篇文章的主题（默认根据 DIR 中各主题的用词给出建议）</translation>
    </message>
    <message>
        <source>leave them out</source>
        <translation>不填写主题</translation>
    </message>
    <message>
        <source>check what the program needs of this machine, and name what is missing</source>
        <translation>检查本机是否满足程序的需要，并指出缺少什么</translation>
    </message>
    <message>
        <source>Check the libraries that Qt needs, a Chinese font, full-text search and the folders that are written. Ends with 0 where nothing is missing that the program needs.</source>
        <translation>检查 Qt 所需的库、中文字体、全文搜索以及需要写入的文件夹。不缺少必需项时，退出状态为 0。</translation>
    </message>
    <message>
        <source>install what is missing with the system&apos;s package manager, as root or through sudo</source>
        <translation>用系统的软件包管理器安装缺少的软件包（以 root 身份或通过 sudo）</translation>
    </message>
    <message>
        <source>name a folder</source>
        <translation>请指定文件夹</translation>
    </message>
    <message>
        <source>{text} lies in the working folder, which is gone; change to another</source>
        <translation>{text} 位于当前工作文件夹，但该文件夹已不存在；请先切换到其他文件夹</translation>
    </message>
    <message>
        <source>name topics, with a comma between two</source>
        <translation>请填写主题，多个主题之间用逗号分隔</translation>
    </message>
    <message>
        <source>{text} is not a size such as 1280x800</source>
        <translation>{text} 不是有效的大小，应形如 1280x800</translation>
    </message>
    <message>
        <source>each side is 200 to 8000 pixels</source>
        <translation>宽和高应在 200 到 8000 像素之间</translation>
    </message>
    <message>
        <source>{text} is not a number from 1 on</source>
        <translation>{text} 不是大于或等于 1 的整数</translation>
    </message>
    <message>
        <source>{percentage:3.0f}% |{bar}| {n_fmt} of {total_fmt} files{postfix}, {remaining} to go</source>
        <translation>{percentage:3.0f}% |{bar}| {n_fmt}/{total_fmt} 个文件{postfix}，还需 {remaining}</translation>
    </message>
    <message>
        <source>{n} hits, the first {shown} shown ({ms} ms)</source>
        <translation>{n} 条结果，显示前 {shown} 条（{ms} 毫秒）</translation>
    </message>
    <message>
        <source>{n} hit ({ms} ms)</source>
        <translation>{n} 条结果（{ms} 毫秒）</translation>
    </message>
    <message>
        <source>{n} hits ({ms} ms)</source>
        <translation>{n} 条结果（{ms} 毫秒）</translation>
    </message>
    <message>
        <source>has {found}, lacks {missing}</source>
        <translation>含有 {found}，缺少 {missing}</translation>
    </message>
    <message>
        <source>has {found}</source>
        <translation>含有 {found}</translation>
    </message>
    <message>
        <source>{name}: {detail}</source>
        <translation>{name}：{detail}</translation>
    </message>
    <message>
        <source>Install what has them</source>
        <translation>请安装提供这些库的软件包</translation>
    </message>
    <message>
        <source>kbviewer: {message}</source>
        <translation>kbviewer：{message}</translation>
    </message>
    <message>
        <source>{n} more problem with files: kbviewer index names them all.</source>
        <translation>另有 {n} 个文件问题，可用 kbviewer index 查看全部。</translation>
    </message>
    <message>
        <source>{n} more problems with files: kbviewer index names them all.</source>
        <translation>另有 {n} 个文件问题，可用 kbviewer index 查看全部。</translation>
    </message>
    <message>
        <source>The output cannot be written: {reason}.</source>
        <translation>无法写出结果：{reason}。</translation>
    </message>
    <message>
        <source>{n} left</source>
        <comment>files</comment>
        <translation>剩余 {n} 个</translation>
    </message>
    <message>
        <source>ok</source>
        <comment>outcome of a check</comment>
        <translation>正常</translation>
    </message>
    <message>
        <source>advice</source>
        <comment>outcome of a check</comment>
        <translation>建议</translation>
    </message>
    <message>
        <source>missing</source>
        <comment>outcome of a check</comment>
        <translation>缺少</translation>
    </message>
    <message>
        <source>Qt needs libraries that this system lacks ({libraries}). Install them: {command}</source>
        <translation>系统缺少 Qt 所需的库（{libraries}）。安装命令：{command}</translation>
    </message>
    <message>
        <source>Qt needs libraries that this system lacks ({libraries}). Install the packages that have them</source>
        <translation>系统缺少 Qt 所需的库（{libraries}）。请安装提供这些库的软件包。</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>{versions}, no PySide6</source>
        <translation>{versions}，未安装 PySide6</translation>
    </message>
    <message>
        <source>Qt&apos;s system libraries</source>
        <translation>Qt 所需的系统库</translation>
    </message>
    <message>
        <source>Qt&apos;s libraries for Wayland</source>
        <translation>Qt 在 Wayland 下所需的库</translation>
    </message>
    <message>
        <source>Qt&apos;s libraries for X11</source>
        <translation>Qt 在 X11 下所需的库</translation>
    </message>
    <message>
        <source>{libraries} cannot be loaded</source>
        <translation>无法加载 {libraries}</translation>
    </message>
    <message>
        <source>all {n} load</source>
        <translation>{n} 个库均可加载</translation>
    </message>
    <message>
        <source>none needed</source>
        <translation>不需要</translation>
    </message>
    <message>
        <source>Chinese font</source>
        <translation>中文字体</translation>
    </message>
    <message>
        <source>comes with the system</source>
        <translation>系统自带</translation>
    </message>
    <message>
        <source>there is one</source>
        <translation>已安装</translation>
    </message>
    <message>
        <source>there is none: Chinese characters are shown as boxes</source>
        <translation>未安装，汉字会显示为方框</translation>
    </message>
    <message>
        <source>Full-text search</source>
        <translation>全文搜索</translation>
    </message>
    <message>
        <source>SQLite {version} of this Python is built without FTS5</source>
        <translation>此 Python 所带的 SQLite {version} 未启用 FTS5</translation>
    </message>
    <message>
        <source>Use a Python whose SQLite has it: the system&apos;s, or that of python.org</source>
        <translation>请改用 SQLite 支持 FTS5 的 Python：系统自带的，或 python.org 提供的</translation>
    </message>
    <message>
        <source>SQLite {version} has FTS5</source>
        <translation>SQLite {version} 支持 FTS5</translation>
    </message>
    <message>
        <source>Watching a folder</source>
        <translation>监视文件夹</translation>
    </message>
    <message>
        <source>the system sets no limit</source>
        <translation>系统没有限制</translation>
    </message>
    <message>
        <source>up to {n} folders</source>
        <translation>最多 {n} 个文件夹</translation>
    </message>
    <message>
        <source>up to {n} folders; changes in a larger library are not seen at once</source>
        <translation>最多 {n} 个文件夹；知识库的文件夹更多时，无法即时发现改动</translation>
    </message>
    <message>
        <source>Name a folder that can be written in {variable}</source>
        <translation>请用 {variable} 指定一个可写的文件夹</translation>
    </message>
    <message>
        <source>{path} cannot be written</source>
        <translation>无法写入 {path}</translation>
    </message>
    <message>
        <source>Folder of the indexes</source>
        <translation>索引文件夹</translation>
    </message>
    <message>
        <source>Folder of the settings</source>
        <translation>设置文件夹</translation>
    </message>
    <message>
        <source>Run {command}?</source>
        <translation>要运行 {command} 吗？</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>权限不足</translation>
    </message>
    <message>
        <source>Operation not permitted</source>
        <translation>不允许此操作</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>没有此文件或文件夹</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>不是文件夹</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>是文件夹</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>磁盘空间不足</translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation>超出磁盘配额</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>文件系统只读</translation>
    </message>
    <message>
        <source>Too many open files</source>
        <translation>打开的文件过多</translation>
    </message>
    <message>
        <source>Too many levels of symbolic links</source>
        <translation>符号链接层数过多</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>文件名过长</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>输入/输出错误</translation>
    </message>
    <message>
        <source>Bad file descriptor</source>
        <translation>文件描述符无效</translation>
    </message>
    <message>
        <source>database or disk is full</source>
        <translation>数据库或磁盘已满</translation>
    </message>
    <message>
        <source>attempt to write a readonly database</source>
        <translation>数据库只读</translation>
    </message>
    <message>
        <source>unable to open database file</source>
        <translation>无法打开数据库文件</translation>
    </message>
    <message>
        <source>disk I/O error</source>
        <translation>磁盘读写错误</translation>
    </message>
    <message>
        <source>the page names no source</source>
        <translation>网页没有注明来源</translation>
    </message>
    <message>
        <source>{n} line of the page itself left out: {lines}</source>
        <translation>略去网页自身的 {n} 行文字：{lines}</translation>
    </message>
    <message>
        <source>{n} lines of the page itself left out: {lines}</source>
        <translation>略去网页自身的 {n} 行文字：{lines}</translation>
    </message>
    <message>
        <source>No article was found in {file}. A page of results has, for each, a title, a line such as “source · 2025-08-11 20:41”, and a text.</source>
        <translation>{file} 中没有找到文章。搜索结果页中的每篇文章应有标题、形如“来源 · 2025-08-11 20:41”的一行和正文。</translation>
    </message>
    <message>
        <source>the page names no title</source>
        <translation>网页没有标题</translation>
    </message>
    <message>
        <source>the page names no time</source>
        <translation>网页没有注明时间</translation>
    </message>
    <message>
        <source>{n} line of the page not in its text: {lines}</source>
        <translation>网页中有 {n} 行文字未收入正文：{lines}</translation>
    </message>
    <message>
        <source>{n} lines of the page not in its text: {lines}</source>
        <translation>网页中有 {n} 行文字未收入正文：{lines}</translation>
    </message>
    <message>
        <source>no title was found above it; its first words are used</source>
        <translation>上方没有找到标题，以正文开头代替</translation>
    </message>
    <message>
        <source>{words}, above its time, is taken for its source</source>
        <translation>时间上方的{words}被当作来源</translation>
    </message>
    <message>
        <source>the page shows no text of it</source>
        <translation>网页中没有这篇文章的正文</translation>
    </message>
    <message>
        <source>{lines} in its text may begin another article</source>
        <translation>正文中的{lines}可能是另一篇文章的开头</translation>
    </message>
    <message>
        <source>the page shows only the beginning of its text</source>
        <translation>网页只显示了正文的开头</translation>
    </message>
    <message>
        <source>“{written}” is counted from a time that is not known; it is left so</source>
        <translation>“{written}”无从推算具体日期，保留原样</translation>
    </message>
    <message>
        <source>“{written}” is taken for {date}, counted from {now}</source>
        <translation>“{written}”按 {now} 推算为 {date}</translation>
    </message>
    <message>
        <source>suggested: change as you like</source>
        <translation>建议的主题，可自行修改</translation>
    </message>
    <message>
        <source>{folder} is no folder: a file is in its place. Name another.</source>
        <translation>{folder} 不是文件夹，而是文件。请另选一个。</translation>
    </message>
    <message>
        <source>{n} article written to {folder}</source>
        <translation>已将 {n} 篇文章写入 {folder}</translation>
    </message>
    <message>
        <source>{n} articles written to {folder}</source>
        <translation>已将 {n} 篇文章写入 {folder}</translation>
    </message>
    <message>
        <source>{folder} holds {n} files named {name}.</source>
        <translation>{folder} 中名为 {name} 的文件已有 {n} 个。</translation>
    </message>
    <message>
        <source>{folder} cannot be used: {reason}.</source>
        <translation>无法使用 {folder}：{reason}。</translation>
    </message>
    <message>
        <source>{folder} cannot be made: {reason}.</source>
        <translation>无法创建 {folder}：{reason}。</translation>
    </message>
    <message>
        <source>{file} cannot be written: {reason}.</source>
        <translation>无法写入 {file}：{reason}。</translation>
    </message>
    <message>
        <source>{n} article would be written to {folder}</source>
        <translation>将把 {n} 篇文章写入 {folder}</translation>
    </message>
    <message>
        <source>{n} articles would be written to {folder}</source>
        <translation>将把 {n} 篇文章写入 {folder}</translation>
    </message>
    <message>
        <source>{file} is a web page with one article. What reads such pages is not installed; install it with: {command}</source>
        <translation>{file} 是单篇文章的网页，而读取此类网页的组件尚未安装。安装命令：{command}</translation>
    </message>
    <message>
        <source>{folder} is the shipped knowledge base, which each new version replaces. Name a folder of your own with --into.</source>
        <translation>{folder} 是自带知识库，升级时会被新版本替换。请用 --into 指定您自己的文件夹。</translation>
    </message>
    <message>
        <source>{file}  (already there)</source>
        <translation>{file}（已存在）</translation>
    </message>
    <message>
        <source>{n} characters: {beginning}</source>
        <translation>{n} 个字符：{beginning}</translation>
    </message>
    <message>
        <source>title</source>
        <comment>label</comment>
        <translation>标题</translation>
    </message>
    <message>
        <source>source</source>
        <comment>label</comment>
        <translation>来源</translation>
    </message>
    <message>
        <source>published</source>
        <comment>label</comment>
        <translation>发布时间</translation>
    </message>
    <message>
        <source>lang</source>
        <comment>label</comment>
        <translation>语言</translation>
    </message>
    <message>
        <source>topics</source>
        <comment>label</comment>
        <translation>主题</translation>
    </message>
    <message>
        <source>none</source>
        <comment>topics</comment>
        <translation>无</translation>
    </message>
    <message>
        <source>{topic}: {words}</source>
        <translation>{topic}：{words}</translation>
    </message>
    <message>
        <source>url</source>
        <comment>label</comment>
        <translation>网址</translation>
    </message>
    <message>
        <source>text</source>
        <comment>label</comment>
        <translation>正文</translation>
    </message>
    <message>
        <source>{file}  (already there, skipped)</source>
        <translation>{file}（已存在，跳过）</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
    <message>
        <source>{topic} by {words}</source>
        <translation>{topic}，依据 {words}</translation>
    </message>
    <message>
        <source>{file}  (suggested: {topics})</source>
        <translation>{file}（建议主题：{topics}）</translation>
    </message>
    <message>
        <source>{done}, {n} already there</source>
        <translation>{done}，另有 {n} 篇已存在</translation>
    </message>
    <message>
        <source>{name} is in the folder, but not in the index</source>
        <translation>{name} 在文件夹中，但不在索引中</translation>
    </message>
    <message>
        <source>{name} is in the index, but not in the folder</source>
        <translation>{name} 在索引中，但不在文件夹中</translation>
    </message>
    <message>
        <source>“{word}” stands in {name}, but the index does not find it</source>
        <translation>{name} 中有“{word}”，但索引没有找到</translation>
    </message>
    <message>
        <source>“{word}” is found in {name}, but does not stand there</source>
        <translation>索引在 {name} 中找到“{word}”，但文章中并没有</translation>
    </message>
    <message>
        <source>{path} is no folder, so no index can lie in it. Move it away, or name another folder in KBVIEWER_CACHE_DIR.</source>
        <translation>{path} 不是文件夹，无法存放索引。请将它移走，或用 KBVIEWER_CACHE_DIR 指定其他文件夹。</translation>
    </message>
    <message>
        <source>a link</source>
        <translation>链接</translation>
    </message>
    <message>
        <source>{path} is {type}, where a file of the index should lie. Move it away, or name another folder in KBVIEWER_CACHE_DIR.</source>
        <translation>{path} 应为索引文件，实际却是{type}。请将它移走，或用 KBVIEWER_CACHE_DIR 指定其他文件夹。</translation>
    </message>
    <message>
        <source>{path} is not empty, as a lock of the index is. Move it away, or name another folder in KBVIEWER_CACHE_DIR.</source>
        <translation>{path} 应为索引的锁文件，内容却不为空。请将它移走，或用 KBVIEWER_CACHE_DIR 指定其他文件夹。</translation>
    </message>
    <message>
        <source>{path} is another program&apos;s database, where the index should lie. Move it away, or name another folder in KBVIEWER_CACHE_DIR.</source>
        <translation>{path} 应为索引，实际却是其他程序的数据库。请将它移走，或用 KBVIEWER_CACHE_DIR 指定其他文件夹。</translation>
    </message>
    <message>
        <source>The SQLite of this Python, {version}, has no full-text search (FTS5), which the index needs: {reason}. Use a Python whose SQLite has it, as those of python.org and of Linux distributions have.</source>
        <translation>此 Python 所带的 SQLite {version} 没有索引所需的全文搜索（FTS5）：{reason}。请改用 SQLite 支持 FTS5 的 Python，如 python.org 或 Linux 发行版提供的版本。</translation>
    </message>
    <message>
        <source>The index {path} is in use by another program. Try again in a moment.</source>
        <translation>索引 {path} 正被其他程序使用，请稍后再试。</translation>
    </message>
    <message>
        <source>The index {path} cannot be written: {reason}. Make room or name another folder in KBVIEWER_CACHE_DIR.</source>
        <translation>无法写入索引 {path}：{reason}。请腾出空间，或用 KBVIEWER_CACHE_DIR 指定其他文件夹。</translation>
    </message>
    <message>
        <source>topics and tags, with those above them</source>
        <translation>主题和标签（含上级）</translation>
    </message>
    <message>
        <source>links</source>
        <translation>链接</translation>
    </message>
    <message>
        <source>The word “{word}” of the index&apos;s list of words stands in no file</source>
        <translation>索引词表中的“{word}”不在任何文件中</translation>
    </message>
    <message>
        <source>The word “{word}” is missing in the index&apos;s list of words</source>
        <translation>索引词表中缺少“{word}”</translation>
    </message>
    <message>
        <source>The word “{word}” has another stem in the index&apos;s list of words</source>
        <translation>索引词表中“{word}”的词干不同</translation>
    </message>
    <message>
        <source>the library&apos;s page</source>
        <translation>知识库的首页</translation>
    </message>
    <message>
        <source>{path}: a search for {name} does not find it</source>
        <translation>{path}：搜索 {name} 时没有找到它</translation>
    </message>
    <message>
        <source>{path}: a search for {name} finds it by mistake</source>
        <translation>{path}：搜索 {name} 时误找到了它</translation>
    </message>
    <message>
        <source>the tag {name}</source>
        <translation>标签 {name}</translation>
    </message>
    <message>
        <source>the topic {name}</source>
        <translation>主题 {name}</translation>
    </message>
    <message>
        <source>{name}: the “{field}” in the index is not that of the folder</source>
        <translation>{name}：索引中的“{field}”与文件夹中的不同</translation>
    </message>
    <message>
        <source>Author: </source>
        <translation>作者：</translation>
    </message>
    <message>
        <source>Topic: </source>
        <translation>主题：</translation>
    </message>
    <message>
        <source>Tag: </source>
        <translation>标签：</translation>
    </message>
    <message>
        <source>Also called: </source>
        <translation>别名：</translation>
    </message>
    <message>
        <source>Description: </source>
        <translation>摘要：</translation>
    </message>
    <message>
        <source>Keyword: </source>
        <translation>关键词：</translation>
    </message>
    <message>
        <source>File: </source>
        <translation>文件：</translation>
    </message>
    <message>
        <source>In a link: </source>
        <translation>链接中：</translation>
    </message>
    <message>
        <source>Not shown on the page: </source>
        <translation>页面上不显示：</translation>
    </message>
    <message>
        <source>the glossary</source>
        <translation>词汇表</translation>
    </message>
    <message>
        <source>{file} is larger than 4 MB; make it smaller.</source>
        <translation>{file} 超过 4 MB，请缩减内容。</translation>
    </message>
    <message>
        <source>{file} cannot be read: {reason}. Its terms are not used.</source>
        <translation>无法读取 {file}：{reason}。其中的术语未使用。</translation>
    </message>
    <message>
        <source>{n} article with most of it</source>
        <translation>{n} 篇文章含有其中大部分内容</translation>
    </message>
    <message>
        <source>{n} articles with most of it</source>
        <translation>{n} 篇文章含有其中大部分内容</translation>
    </message>
    <message>
        <source>Nothing has {whole} in one piece. {n} article has {pieces}</source>
        <translation>没有文章含有完整的“{whole}”。{n} 篇文章含有 {pieces}</translation>
    </message>
    <message>
        <source>Nothing has {whole} in one piece. {n} articles have {pieces}</source>
        <translation>没有文章含有完整的“{whole}”。{n} 篇文章含有 {pieces}</translation>
    </message>
    <message>
        <source>Did you mean {new} for {old}? {n} article</source>
        <translation>“{old}”是否应为“{new}”？{n} 篇文章</translation>
    </message>
    <message>
        <source>Did you mean {new} for {old}? {n} articles</source>
        <translation>“{old}”是否应为“{new}”？{n} 篇文章</translation>
    </message>
    <message>
        <source>{n} article outside this topic matches</source>
        <translation>此主题之外有 {n} 篇文章符合</translation>
    </message>
    <message>
        <source>{n} articles outside this topic match</source>
        <translation>此主题之外有 {n} 篇文章符合</translation>
    </message>
    <message>
        <source>{term}: {n} article</source>
        <translation>{term}：{n} 篇文章</translation>
    </message>
    <message>
        <source>{term}: {n} articles</source>
        <translation>{term}：{n} 篇文章</translation>
    </message>
    <message>
        <source>Without {term}: {n} article</source>
        <translation>去掉“{term}”：{n} 篇文章</translation>
    </message>
    <message>
        <source>Without {term}: {n} articles</source>
        <translation>去掉“{term}”：{n} 篇文章</translation>
    </message>
    <message>
        <source>Also: {term} (+{n}), from {origin}</source>
        <translation>同时搜索：{term}（多 {n} 篇，依据：{origin}）</translation>
    </message>
    <message>
        <source>the topic {title}</source>
        <translation>主题 {title}</translation>
    </message>
    <message>
        <source>the articles, once</source>
        <translation>文章中的 1 处对照</translation>
    </message>
    <message>
        <source>the articles, {n} times</source>
        <translation>文章中的 {n} 处对照</translation>
    </message>
    <message>
        <source>{date} has a time zone that is not known</source>
        <translation>{date}的时区无法识别</translation>
    </message>
    <message>
        <source>{date} can be read in two ways</source>
        <translation>{date}有两种读法</translation>
    </message>
    <message>
        <source>{date} is only partly understood</source>
        <translation>{date}只能识别一部分</translation>
    </message>
    <message>
        <source>Japanese (Shift_JIS)</source>
        <translation>日文（Shift_JIS）</translation>
    </message>
    <message>
        <source>Japanese (EUC-JP)</source>
        <translation>日文（EUC-JP）</translation>
    </message>
    <message>
        <source>Korean (EUC-KR)</source>
        <translation>韩文（EUC-KR）</translation>
    </message>
    <message>
        <source>some of its bytes are not text</source>
        <translation>部分字节不是文字</translation>
    </message>
    <message>
        <source>they are shown as �</source>
        <translation>显示为 �</translation>
    </message>
    <message>
        <source>it holds NUL bytes</source>
        <translation>含有空字节（NUL）</translation>
    </message>
    <message>
        <source>each row of them is shown as �</source>
        <translation>每一串显示为一个 �</translation>
    </message>
    <message>
        <source>it mixes UTF-8 and GB18030</source>
        <translation>混用了 UTF-8 和 GB18030</translation>
    </message>
    <message>
        <source>each line is read in its own encoding</source>
        <translation>各行按各自的编码读取</translation>
    </message>
    <message>
        <source>its encoding is not known</source>
        <translation>编码未知</translation>
    </message>
    <message>
        <source>it is read as {encoding}</source>
        <translation>按{encoding}读取</translation>
    </message>
    <message>
        <source>Western European (Windows-1252)</source>
        <translation>西欧文字（Windows-1252）</translation>
    </message>
    <message>
        <source>it is larger than {size}</source>
        <translation>超过 {size}</translation>
    </message>
    <message>
        <source>only its first {size} are read</source>
        <translation>只读取前 {size}</translation>
    </message>
    <message>
        <source>a folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>a named pipe</source>
        <translation>命名管道</translation>
    </message>
    <message>
        <source>a socket</source>
        <translation>套接字</translation>
    </message>
    <message>
        <source>a device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>something else</source>
        <translation>其他类型的文件</translation>
    </message>
    <message>
        <source>it is {type}, not a plain file</source>
        <translation>是{type}，不是普通文件</translation>
    </message>
    <message>
        <source>{file} is not there any more.</source>
        <translation>{file} 已不存在。</translation>
    </message>
    <message>
        <source>it is not there any more</source>
        <translation>该文件已不存在</translation>
    </message>
    <message>
        <source>{file} is not a Markdown file.</source>
        <translation>{file} 不是 Markdown 文件。</translation>
    </message>
    <message>
        <source>{file} is not a Markdown file of the library.</source>
        <translation>{file} 不是知识库中的 Markdown 文件。</translation>
    </message>
    <message>
        <source>it is not a Markdown file</source>
        <translation>不是 Markdown 文件</translation>
    </message>
    <message>
        <source>{file} lies outside the library and is not opened.</source>
        <translation>{file} 在知识库之外，不予打开。</translation>
    </message>
    <message>
        <source>it lies outside the library</source>
        <translation>在知识库之外</translation>
    </message>
    <message>
        <source>it went away while the library was read</source>
        <translation>读取知识库时它已不在</translation>
    </message>
    <message>
        <source>it cannot be read: {reason}</source>
        <translation>无法读取：{reason}</translation>
    </message>
    <message>
        <source>the header cannot be read: {reason}</source>
        <translation>文件头无法读取：{reason}</translation>
    </message>
    <message>
        <source>the header cannot be read (line {line}): {reason}</source>
        <translation>文件头无法读取（第 {line} 行）：{reason}</translation>
    </message>
    <message>
        <source>the header is not valid {syntax}: {reason}</source>
        <translation>文件头不是有效的 {syntax}：{reason}</translation>
    </message>
    <message>
        <source>the header is not valid {syntax} (line {line}): {reason}</source>
        <translation>文件头不是有效的 {syntax}（第 {line} 行）：{reason}</translation>
    </message>
    <message>
        <source>lists and names in it are nested too deeply</source>
        <translation>其中的列表和名称嵌套过深</translation>
    </message>
    <message>
        <source>{name} occurs twice in the header</source>
        <translation>{name}在文件头中出现两次</translation>
    </message>
    <message>
        <source>the last one counts</source>
        <translation>以最后一个为准</translation>
    </message>
    <message>
        <source>it is shown as text</source>
        <translation>作为正文显示</translation>
    </message>
    <message>
        <source>its plain lines are read</source>
        <translation>只读取其中能识别的行</translation>
    </message>
    <message>
        <source>the header has no closing line {fence}</source>
        <translation>文件头缺少结束行 {fence}</translation>
    </message>
    <message>
        <source>the header is longer than {limit} characters</source>
        <translation>文件头超过 {limit} 个字符</translation>
    </message>
    <message>
        <source>a number in it has too many digits</source>
        <translation>其中有数字位数过多</translation>
    </message>
    <message>
        <source>anchors and aliases (&amp; and *) are not allowed in it</source>
        <translation>其中不允许使用锚点和别名（&amp; 和 *）</translation>
    </message>
    <message>
        <source>it holds more than {limit} names and values</source>
        <translation>其中的名称和值超过 {limit} 个</translation>
    </message>
    <message>
        <source>it holds no “name: value” lines</source>
        <translation>其中没有“名称: 值”形式的行</translation>
    </message>
    <message>
        <source>a line has no colon with a space after it</source>
        <translation>有一行缺少后跟空格的冒号</translation>
    </message>
    <message>
        <source>a name in it is not plain text</source>
        <translation>其中有名称不是纯文本</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be opened: {reason}.</source>
        <translation>无法打开文件夹 {folder}：{reason}。</translation>
    </message>
    <message>
        <source>There is no folder {folder}. Name one that holds Markdown files.</source>
        <translation>没有文件夹 {folder}。请指定一个存放 Markdown 文件的文件夹。</translation>
    </message>
    <message>
        <source>{file} is a file. Name the folder that holds the Markdown files.</source>
        <translation>{file} 是文件。请指定存放 Markdown 文件的文件夹。</translation>
    </message>
    <message>
        <source>its title is longer than {limit} characters</source>
        <translation>标题超过 {limit} 个字符</translation>
    </message>
    <message>
        <source>it is shortened; the whole title is kept in the text</source>
        <translation>已截短，完整的标题保留在正文中</translation>
    </message>
    <message>
        <source>it is shortened</source>
        <translation>已截短</translation>
    </message>
    <message>
        <source>{text} is not a number</source>
        <translation>{text}不是数字</translation>
    </message>
    <message>
        <source>the topic is sorted last</source>
        <translation>该主题排在最后</translation>
    </message>
    <message>
        <source>“{field}” has several values</source>
        <translation>“{field}”有多个值</translation>
    </message>
    <message>
        <source>the first one counts</source>
        <translation>以第一个为准</translation>
    </message>
    <message>
        <source>“{field}” is neither text nor a list of texts</source>
        <translation>“{field}”既不是文本，也不是文本列表</translation>
    </message>
    <message>
        <source>{text} is not a date</source>
        <translation>{text}不是日期</translation>
    </message>
    <message>
        <source>“{field}” is taken</source>
        <translation>采用“{field}”</translation>
    </message>
    <message>
        <source>{date} is taken</source>
        <translation>采用 {date}</translation>
    </message>
    <message>
        <source>{date}, in its name, is taken</source>
        <translation>采用文件名中的 {date}</translation>
    </message>
    <message>
        <source>it is left out</source>
        <translation>已略过</translation>
    </message>
    <message>
        <source>{file}: {what}; {instead}</source>
        <translation>{file}：{what}；{instead}</translation>
    </message>
    <message>
        <source>Changes in {folder} are not seen: there is no such folder to be read.</source>
        <translation>无法发现 {folder} 中的改动：没有可读取的此文件夹。</translation>
    </message>
    <message>
        <source>Changes in {folder} are not seen as they happen: the system&apos;s limit of watches is reached. This raises it: {command}</source>
        <translation>无法即时发现 {folder} 中的改动：已达到系统的监视数量上限。可用此命令提高上限：{command}</translation>
    </message>
    <message>
        <source>Changes are not seen, as the system&apos;s limit of watches is reached: {command}</source>
        <translation>已达到系统的监视数量上限，无法发现改动：{command}</translation>
    </message>
    <message>
        <source>Changes in {folder} are not seen as they happen: the system&apos;s limit of programs that watch is reached. This raises it: {command}</source>
        <translation>无法即时发现 {folder} 中的改动：进行监视的程序已达到系统的数量上限。可用此命令提高上限：{command}</translation>
    </message>
    <message>
        <source>Changes are not seen, as the system&apos;s limit of programs that watch is reached: {command}</source>
        <translation>进行监视的程序已达到系统的数量上限，无法发现改动：{command}</translation>
    </message>
    <message>
        <source>Changes in {folder} are not seen as they happen: {reason}.</source>
        <translation>无法即时发现 {folder} 中的改动：{reason}。</translation>
    </message>
    <message>
        <source>Changes in the folder are not seen as they happen.</source>
        <translation>无法即时发现文件夹中的改动。</translation>
    </message>
    <message>
        <source>It cannot be told where {folder} lies: {reason}. Name the library with its whole path.</source>
        <translation>无法确定 {folder} 的位置：{reason}。请用完整路径指定知识库。</translation>
    </message>
    <message>
        <source>No home folder is known: HOME is not set, and the system has none for this user. Name a folder in {variable}.</source>
        <translation>找不到主文件夹：未设置 HOME，系统中也没有此用户的主文件夹。请用 {variable} 指定一个文件夹。</translation>
    </message>
    <message>
        <source>The star in front of &quot;{word}&quot; needs two letters a to z or more</source>
        <translation>“{word}”前的星号后面须至少有两个英文字母</translation>
    </message>
    <message>
        <source>There is no field &quot;{name}&quot;; searched as words</source>
        <translation>没有“{name}”这个字段，已当作普通文字搜索</translation>
    </message>
    <message>
        <source>&quot;{text}&quot; is not a date; searched as words</source>
        <translation>“{text}”不是日期，已当作普通文字搜索</translation>
    </message>
    <message>
        <source>{text} is not a quarter; searched as words</source>
        <translation>{text} 不是有效的季度，已当作普通文字搜索</translation>
    </message>
    <message>
        <source>{text} is not a half of a year; searched as words</source>
        <translation>{text} 不是有效的半年，已当作普通文字搜索</translation>
    </message>
    <message>
        <source>{text} is not a month; searched as words</source>
        <translation>{text} 不是有效的月份，已当作普通文字搜索</translation>
    </message>
    <message>
        <source>{text} is not a day; searched as words</source>
        <translation>{text} 不是有效的日期，已当作普通文字搜索</translation>
    </message>
    <message>
        <source>The link is not written as an address.</source>
        <translation>此链接不是有效的地址。</translation>
    </message>
    <message>
        <source>The link leads to a file or a program, which are never opened from here.</source>
        <translation>此链接指向文件或程序，这里不会打开。</translation>
    </message>
    <message>
        <source>Links to “{target}” are not opened.</source>
        <translation>不会打开“{target}”链接。</translation>
    </message>
    <message>
        <source>The link leads outside the library.</source>
        <translation>此链接指向知识库之外。</translation>
    </message>
    <message>
        <source>on another computer</source>
        <translation>在其他计算机上</translation>
    </message>
    <message>
        <source>outside the folder</source>
        <translation>在文件夹之外</translation>
    </message>
    <message>
        <source>in a format that is not shown ({format})</source>
        <translation>不支持此格式（{format}）</translation>
    </message>
    <message>
        <source>no picture file</source>
        <translation>不是图片文件</translation>
    </message>
    <message>
        <source>{reason}, {host}</source>
        <translation>{reason}，{host}</translation>
    </message>
    <message>
        <source>[{words}: picture {reason}]</source>
        <translation>［{words}：图片未显示，{reason}］</translation>
    </message>
    <message>
        <source>[picture {reason}]</source>
        <translation>［图片未显示，{reason}］</translation>
    </message>
    <message>
        <source>Picture not shown: {reason}</source>
        <translation>图片未显示：{reason}</translation>
    </message>
    <message>
        <source>rendering it takes too long</source>
        <translation>排版耗时过长</translation>
    </message>
    <message>
        <source>rendering it ended the process that did it</source>
        <translation>排版时进程意外结束</translation>
    </message>
    <message>
        <source>no process could be started to render it</source>
        <translation>无法启动排版进程</translation>
    </message>
    <message>
        <source>its lists or quotes are nested too deeply</source>
        <translation>列表或引用嵌套过深</translation>
    </message>
    <message>
        <source>it could not be rendered ({error})</source>
        <translation>无法排版（{error}）</translation>
    </message>
    <message>
        <source>Shown as plain text: {reason}.</source>
        <translation>按纯文本显示：{reason}。</translation>
    </message>
    <message>
        <source>it is very long</source>
        <translation>文章过长</translation>
    </message>
    <message>
        <source>it has hundreds of open brackets</source>
        <translation>有数百个未闭合的括号</translation>
    </message>
    <message>
        <source>it has thousands of brackets</source>
        <translation>有数千个括号</translation>
    </message>
    <message>
        <source>its brackets are nested too deeply</source>
        <translation>括号嵌套过深</translation>
    </message>
    <message>
        <source>it has thousands of tags</source>
        <translation>有数千个标签（tag）</translation>
    </message>
    <message>
        <source>it has thousands of headings</source>
        <translation>有数千个标题</translation>
    </message>
    <message>
        <source>it has a very long line</source>
        <translation>有一行过长</translation>
    </message>
    <message>
        <source>its tables are nested too deeply</source>
        <translation>表格嵌套过深</translation>
    </message>
    <message>
        <source>The folder {folder} is not there any more.</source>
        <translation>文件夹 {folder} 已不存在。</translation>
    </message>
    <message>
        <source>Open an article to cite it</source>
        <translation>请先打开要引用的文章</translation>
    </message>
    <message>
        <source>{n} copied; {unreadable} cannot be read</source>
        <translation>已复制 {n} 条，另有 {unreadable} 篇无法读取</translation>
    </message>
    <message>
        <source>Citation copied</source>
        <translation>已复制引用条目</translation>
    </message>
    <message>
        <source>{n} citations copied</source>
        <translation>已复制 {n} 条引用条目</translation>
    </message>
    <message>
        <source>The picture is not there any more.</source>
        <translation>图片已不存在。</translation>
    </message>
    <message>
        <source>Path copied</source>
        <translation>已复制路径</translation>
    </message>
    <message>
        <source>The folder {name} cannot be opened.</source>
        <translation>无法打开文件夹“{name}”。</translation>
    </message>
    <message>
        <source>No program is set for {name}: choose one for Markdown files.</source>
        <translation>没有可打开“{name}”的程序：请在系统中为 Markdown 文件指定一个程序。</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>打开(&amp;O)</translation>
    </message>
    <message>
        <source>Only This &amp;Source</source>
        <translation>只看此来源(&amp;S)</translation>
    </message>
    <message>
        <source>Only This &amp;Month</source>
        <translation>只看此月份(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Export Selection…</source>
        <translation>导出所选(&amp;E)…</translation>
    </message>
    <message>
        <source>Copy as &amp;Query</source>
        <translation>复制为搜索词(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Expand All</source>
        <translation>全部展开(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Collapse All</source>
        <translation>全部折叠(&amp;C)</translation>
    </message>
    <message>
        <source>A brace is opened and not closed.</source>
        <translation>有花括号没有闭合。</translation>
    </message>
    <message>
        <source>A brace is closed that was not opened.</source>
        <translation>有右花括号缺少对应的左花括号。</translation>
    </message>
    <message>
        <source>There is no place for the quoted words: write {words} where they go.</source>
        <translation>没有写明引文放在哪里：请在相应位置写上 {words}。</translation>
    </message>
    <message>
        <source>{name} is there twice.</source>
        <translation>{name} 出现了两次。</translation>
    </message>
    <message>
        <source>{given} names more than one thing: write each in braces of its own.</source>
        <translation>{given} 含有多个占位符：请分别写在各自的花括号里。</translation>
    </message>
    <message>
        <source>{given} is not known. There are {known}.</source>
        <translation>没有占位符 {given}。可用的有 {known}。</translation>
    </message>
    <message>
        <source>General</source>
        <translation>常规</translation>
    </message>
    <message>
        <source>Quoting</source>
        <translation>引用</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>首选项</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Quotations of &amp;Chinese articles</source>
        <translation>引用中文文章(&amp;C)</translation>
    </message>
    <message>
        <source>Quotations of &amp;other articles</source>
        <translation>引用其他文章(&amp;O)</translation>
    </message>
    <message>
        <source>Placeholders: {names}. What stands in the braces beside a name is left out with it where an article lacks it: {example}</source>
        <translation>可用的占位符：{names}。写在花括号内、占位符旁边的文字，会在文章缺少该项时一并省略，例如 {example}</translation>
    </message>
    <message>
        <source>Automatic: GB/T 7714 for Chinese articles, APA for others</source>
        <translation>自动：中文文章用 GB/T 7714，其他文章用 APA</translation>
    </message>
    <message>
        <source>GB/T 7714—2025</source>
        <translation>GB/T 7714—2025</translation>
    </message>
    <message>
        <source>APA 7</source>
        <translation>APA 第 7 版</translation>
    </message>
    <message>
        <source>Chicago</source>
        <translation>芝加哥格式</translation>
    </message>
    <message>
        <source>&amp;Style of references</source>
        <translation>参考文献格式(&amp;S)</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>{default}: {name}</source>
        <translation>{default}：{name}</translation>
    </message>
    <message>
        <source>{error} Until it is right, the one before is used.</source>
        <translation>{error}改正之前，仍使用原来的格式。</translation>
    </message>
    <message>
        <source>Key {n}</source>
        <translation>快捷键 {n}</translation>
    </message>
    <message>
        <source>Filter by name, menu or key</source>
        <translation>按名称、菜单或按键筛选</translation>
    </message>
    <message>
        <source>&amp;Reset</source>
        <translation>还原(&amp;R)</translation>
    </message>
    <message>
        <source>Reset A&amp;ll</source>
        <translation>全部还原(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Use It Here</source>
        <translation>改用于此处(&amp;U)</translation>
    </message>
    <message>
        <source>Keys of “{action}”</source>
        <translation>“{action}”的快捷键</translation>
    </message>
    <message>
        <source>{key} is a key of “{action}”.</source>
        <translation>{key} 已是“{action}”的快捷键。</translation>
    </message>
    <message>
        <source>{key} is used in lists and fields.</source>
        <translation>{key} 在列表和输入框中另有用途。</translation>
    </message>
    <message>
        <source>{key} is for typing: add Ctrl or Alt.</source>
        <translation>{key} 用于输入文字，请加上 Ctrl 或 Alt。</translation>
    </message>
    <message>
        <source>{key} is “{action}” in text fields.</source>
        <translation>{key} 在输入框中是“{action}”。</translation>
    </message>
    <message>
        <source>{key} opens the menu “{menu}”.</source>
        <translation>{key} 用于打开菜单“{menu}”。</translation>
    </message>
    <message>
        <source>{key} was taken from “{action}”.</source>
        <translation>{key} 已从“{action}”移到此处。</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation>操作及其快捷键</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>剪切</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>{topic}, {n} hit</source>
        <translation>{topic}，{n} 条结果</translation>
    </message>
    <message>
        <source>{topic}, {n} hits</source>
        <translation>{topic}，{n} 条结果</translation>
    </message>
    <message>
        <source>{topic}, {n} article</source>
        <translation>{topic}，{n} 篇文章</translation>
    </message>
    <message>
        <source>{topic}, {n} articles</source>
        <translation>{topic}，{n} 篇文章</translation>
    </message>
    <message>
        <source>The printer cannot be used. Is it switched on and connected?</source>
        <translation>打印机无法使用。请检查是否已开机并连接好。</translation>
    </message>
    <message>
        <source>it would lie in the library, which is never written</source>
        <translation>这个位置在知识库里，而知识库从不写入</translation>
    </message>
    <message>
        <source>its name is that of an article</source>
        <translation>这个文件名是文章的文件名</translation>
    </message>
    <message>
        <source>{path} cannot be saved: {reason}. Choose another place.</source>
        <translation>无法保存 {path}：{reason}。请换一个位置。</translation>
    </message>
    <message>
        <source>Print Preview</source>
        <translation>打印预览</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>存为 PDF…</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Page {number} of {pages}</source>
        <translation>第 {number} 页，共 {pages} 页</translation>
    </message>
    <message>
        <source>“{title}” has more than {pages} pages, too many to print at once. Open its file in another program to print it.</source>
        <translation>《{title}》超过 {pages} 页，无法一次打印。请用其他程序打开这个文件来打印。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>链接</translation>
    </message>
</context>
</TS>
